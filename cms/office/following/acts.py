"""Adds lessons of other courses, takes over what changed in them, and undoes the last of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from cms.access.row_policy import current_person
from cms.following import FollowRefused, remove_addition, take_over, take_update_back
from cms.models import CoursePage, LessonLink, LessonPage
from cms.office.content.before_publishing import is_locked_for
from people.text.formatting import lang_name, number

LINK_ACTS = ("take_over", "take_back")
_SESSION = "outline_lessons"


def act_on_links(request: HttpRequest, course: CoursePage, links: Iterable[LessonLink]) -> None:
    """Take over what waits in the links, or undo what the person did last in this course."""
    if request.POST.get("act") == "take_over":
        take_updates(request, course, links)
    else:
        undo_lessons(request, course)


def take_updates(request: HttpRequest, course: CoursePage, links: Iterable[LessonLink]) -> None:
    """Take over what waits, tell how many lessons changed, and keep how it is undone."""
    done = [one for link in links for one in _take_update(request, link)]
    if not done:
        messages.warning(request, _("There is nothing to take over any more."))
        return
    request.session[_SESSION] = {"course": course.pk, "taken": done}
    told = ngettext(
        "%(count)s lesson says what its source says now, as a draft. Publish it when you are"
        " ready.",
        "%(count)s lessons say what their sources say now, as drafts. Publish them when you are"
        " ready.",
        len(done),
    )
    messages.success(request, told % {"count": number(len(done))})


def _take_update(request: HttpRequest, link: LessonLink) -> Iterator[list[Any]]:
    """Take over what waits in one link; yield what it takes to undo it, if the lesson changed."""
    person, title = current_person(request), link.page.draft_title
    if is_locked_for(link.page, person):
        told = _("“%(title)s” is locked. Who locked it, or an administrator, unlocks it.")
        messages.error(request, told % {"title": title})
        return
    try:
        before = take_over(link, by=person)
    except FollowRefused:
        return  # somebody did it meanwhile, or the source was unpublished
    now = LessonLink.objects.get(pk=link.pk)
    for code in now.refused:
        told = _("“%(title)s” was not taken over in this language: %(language)s.")
        messages.warning(request, told % {"title": title, "language": lang_name(code)})
    if now.taken.items() - before.items():
        yield [link.pk, before, now.taken]


def keep_addition(request: HttpRequest, course: CoursePage, page: LessonPage) -> None:
    """Keep which lesson was added last, so that it can be taken away again."""
    request.session[_SESSION] = {"course": course.pk, "added": page.pk}


def find_undoable_lessons(request: HttpRequest, course: CoursePage) -> str:
    """Return in words what would be undone, or nothing."""
    kept = _read_last_act(request, course)
    if "added" in kept:
        page = LessonPage.objects.filter(pk=kept["added"]).first()
        return _("“%(title)s” was added.") % {"title": page.draft_title} if page else ""
    count = _count_undoable(kept.get("taken", ()))
    told = ngettext("%(count)s lesson was renewed.", "%(count)s lessons were renewed.", count)
    return told % {"count": number(count)} if count else ""


def _count_undoable(taken: Iterable[Any]) -> int:
    links = LessonLink.objects.select_related("page").in_bulk([pk for pk, *_versions in taken])
    return sum(pk in links and links[pk].may_go_back(*versions) for pk, *versions in taken)


def undo_lessons(request: HttpRequest, course: CoursePage) -> None:
    """Undo what the person did last with lessons of other courses, where nothing came since."""
    kept = _read_last_act(request, course)
    request.session.pop(_SESSION, None)
    done = _remove_added(request, kept) if "added" in kept else _give_back(request, kept)
    if done:
        messages.success(request, _("It is as it was before."))
    else:
        told = _("It is not undone: somebody wrote on it, published it or took it away since.")
        messages.warning(request, told)


def _read_last_act(request: HttpRequest, course: CoursePage) -> dict[str, Any]:
    kept = request.session.get(_SESSION)
    return kept if kept and kept["course"] == course.pk else {}


def _remove_added(request: HttpRequest, kept: dict[str, Any]) -> bool:
    page = LessonPage.objects.filter(pk=kept["added"]).first()
    return page is not None and remove_addition(page, by=current_person(request))


def _give_back(request: HttpRequest, kept: dict[str, Any]) -> bool:
    done = False
    for pk, before, after in kept.get("taken", ()):
        link = LessonLink.objects.select_related("page").filter(pk=pk).first()
        if link is None or is_locked_for(link.page, current_person(request)):
            continue
        try:
            take_update_back(link, before, after, by=current_person(request))
        except FollowRefused:
            continue
        done = True
    return done
