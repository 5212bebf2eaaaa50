"""Adds lessons of other courses to a module, as followers or as copies; ends and resumes links."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from cms.following.offers import list_followed_words, lock_lessons, read_offer
from cms.following.taking import (
    FollowRefused,
    WrittenVersions,
    require_lesson_author,
    write_words,
)
from cms.models import CoursePage, LessonLink, LessonPage, ModulePage
from cms.models.base import LONGEST_SLUG
from cms.models.catalogs import find_nearest_shelf
from cms.offering import may_copy
from people.models import Agency, Person


@transaction.atomic
def add_lesson(
    source: LessonPage, module: ModulePage, *, follows: bool, by: Person, key: uuid.UUID
) -> LessonPage:
    """Add a draft that says what the source says as published; it follows it, or is a copy.

    ``key`` comes with the form, so that a second press finds the first lesson.
    """
    course = CoursePage.objects.ancestor_of(module).get()
    # Locked: of two who add the same lesson the second finds the first.
    CoursePage.objects.select_for_update(of=("self",)).get(pk=course.pk)
    if not module.permissions_for_user(by).can_add_subpage():
        raise PermissionDenied
    # In whatever module it stands by now: somebody may have moved it between the presses.
    made = LessonPage.objects.filter(translation_key=key, locale=module.locale_id).first()
    if made is not None:
        return made
    source = _lock_origin(source) if follows else source
    _require_reach(source, course, by)
    if follows:
        _require_first(source, course)
    return _write_lesson(source, module, follows=follows, by=by, key=key)


def _lock_origin(lesson: LessonPage) -> LessonPage:
    """Return the lesson that is followed, locked until the link to it stands.

    Meanwhile it begins to follow no other, and nothing of it is published without being offered.
    """
    origin = _find_origin(lesson)
    # After the course, before the link: whoever resumes or publishes locks in that order too.
    locked = lock_lessons(Q(pk=origin.pk))
    if not locked or _find_origin(locked[0]) != origin:
        raise FollowRefused(_("It was deleted or changed just now. Choose it again."))
    return locked[0]


def _find_origin(lesson: LessonPage) -> LessonPage:
    """Return the lesson itself, or the one that it follows: nobody follows a follower."""
    link = LessonLink.objects.active().select_related("source").filter(page=lesson).first()
    if link is None:
        return lesson
    if link.source is None:
        told = _("It follows a lesson that was deleted. Its authors make it their own first.")
        raise FollowRefused(told)
    return link.source


def _require_reach(source: LessonPage, course: CoursePage, by: Person) -> None:
    """Refuse what the person may not copy, and what cannot stand in the course."""
    origin = CoursePage.objects.ancestor_of(source).get()
    # Asked of the source itself, also where a follower of it was chosen: no right is gained.
    if not may_copy(origin, by):
        raise PermissionDenied
    if origin.translation_key == course.translation_key:
        raise FollowRefused(_("It is a lesson of this course already."))
    if source.locale_id != course.locale_id:
        raise FollowRefused(_("It is written in another language than this course."))
    above = Page.objects.ancestor_of(source, inclusive=True).descendant_of(origin, inclusive=True)
    if above.filter(live=False).exists() or source.language not in read_offer(source, {}):
        raise FollowRefused(_("It is not published: only what is published can be taken over."))


def _require_first(source: LessonPage, course: CoursePage) -> None:
    # Learners would read the same twice, and each update would be taken over twice.
    links = LessonLink.objects.active().filter(source=source)
    if links.filter(page__path__startswith=course.path).exists():
        raise FollowRefused(_("A lesson of this course follows it already."))


def _write_lesson(
    source: LessonPage, module: ModulePage, *, follows: bool, by: Person, key: uuid.UUID
) -> LessonPage:
    said: LessonPage = source.live_revision.as_object()
    page = LessonPage(
        title=said.title,
        slug=_find_slug(said.slug, module, key),
        minutes=said.minutes,
        is_optional=said.is_optional,
        body=said.body,
        translation_key=key,
        locale=module.locale,
        owner=by,
        live=False,
    )
    module.add_child(instance=page)
    written = write_words(page, read_offer(source, {}), taken={}, by=by)
    if follows:
        _write_link(page, source, written)
    told = {"source": {"id": source.pk, "title": source.title}}
    log(page, "lesson.follow" if follows else "lesson.copy", user=by, data=told)
    return page


def _find_slug(slug: str, module: ModulePage, key: uuid.UUID) -> str:
    if Page._slug_is_available(slug, module):
        return slug
    return f"{slug[: LONGEST_SLUG - 9]}-{key.hex[:8]}"


def _write_link(page: LessonPage, source: LessonPage, written: WrittenVersions) -> None:
    LessonLink.objects.create(
        page=page,
        source=source,
        source_title=source.title,
        agency=_find_agency(source),
        **written._asdict(),
        offered=read_offer(source, written.taken),
    )


def _find_agency(source: LessonPage) -> Agency:
    """Return whose the lesson is today."""
    shelf = find_nearest_shelf(source)
    if shelf is None:
        raise ValueError("A lesson stands on a shelf.")
    return shelf.agency


@transaction.atomic
def end_link(page: LessonPage, *, by: Person) -> None:
    """Make the lesson its authors' own: it keeps what it says; a second time changes nothing."""
    require_lesson_author(page, by)
    if LessonLink.objects.active().filter(page=page).update(ended_at=timezone.now()):
        log(page, "lesson.end_link", user=by)


@transaction.atomic
def resume_link(page: LessonPage, *, by: Person) -> None:
    """Follow the source again; what was written since is replaced once it is taken over."""
    require_lesson_author(page, by)
    # Both lessons before the link, as whoever follows one of them or publishes it does: neither
    # begins to follow or to be followed meanwhile, and no publication goes without an offer.
    sources = LessonLink.objects.filter(page=page).values("source")
    lock_lessons(Q(pk=page.pk) | Q(pk__in=sources))
    ended = LessonLink.objects.select_for_update().filter(page=page).exclude(ended_at=None)
    link = ended.first()
    if link is None:
        return
    if link.source is None:
        raise FollowRefused(_("The lesson that it followed was deleted."))
    if LessonLink.objects.active().filter(source=page).exists():
        raise FollowRefused(_("Other lessons follow this one: it cannot follow another."))
    if LessonLink.objects.active().filter(page=link.source_id).exists():
        raise FollowRefused(_("The lesson that it followed follows another one now."))
    course = CoursePage.objects.ancestor_of(page).get()
    _require_reach(link.source, course, by)
    _require_first(link.source, course)
    link.taken = _find_said(page, link)
    link.refused = {}  # its translations may be kept in step again
    link.offered, link.ended_at = read_offer(link.source, link.taken), None
    link.agency = _find_agency(link.source)
    link.save()
    log(page, "lesson.follow", user=by, data={"source": {"id": link.source_id}})


def _find_said(page: LessonPage, link: LessonLink) -> dict[str, int]:
    """Return which versions the drafts say: those taken over, or own ones written since.

    To these an update goes back when it is undone.
    """
    # Read again: the page may be as it was before somebody wrote on it.
    pages = page.get_translations(inclusive=True).filter(alias_of=None)
    drafts = {one.language: one.get_latest_revision() for one in pages}
    taken = Revision.objects.in_bulk(link.taken.values())
    return {
        code: _find_equal(draft, taken.get(link.taken.get(code))).pk
        for code, draft in drafts.items()
        if draft
    }


def _find_equal(draft: Revision, taken: Revision | None) -> Revision:
    """Return the version that was taken over, where the draft says the same still."""
    if taken and list_followed_words(taken.content) == list_followed_words(draft.content):
        return taken
    return draft
