"""Takes over what a source says, as drafts, in each language in which the module stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import Translation

from cms.following.offers import read_offer
from cms.models import LessonLink, LessonPage
from cms.translation.adoption import StructureMismatch, adopt_translation
from people.models import Person

Versions = dict[str, int]  # numbers of versions by language


class FollowRefused(Exception):
    """The lesson cannot be followed here, or offers nothing now; the words say why."""


class WrittenVersions(NamedTuple):
    """What a lesson says now, and what it could not take over in some languages."""

    taken: Versions
    refused: Versions


def list_languages(page: Page) -> set[str]:
    """Return the languages in which the module of the page stands, and the page can stand."""
    above = page.get_parent().get_translations(inclusive=True).filter(alias_of=None)
    return set(above.values_list("locale__language_code", flat=True))


@transaction.atomic
def take_over(link: LessonLink, *, by: Person) -> Versions:
    """Let the draft of the lesson say what its source says; return what was taken before.

    Raise `FollowRefused` where there is nothing, or no longer. Languages that cannot be taken over
    are kept as refused, and wait no longer.
    """
    link = _lock_link(link)
    require_lesson_author(link.page, by)
    languages = list_languages(link.page)
    is_waiting = link.find_state(languages) == LessonLink.State.WAITING
    if link.ended_at or link.source is None or not is_waiting:
        raise FollowRefused(_("There is nothing to take over any more."))
    before = link.taken
    # Read anew: a translation may have fallen behind since it was offered.
    offer = read_offer(link.source, before)
    if link.page.language not in offer:
        raise FollowRefused(_("There is nothing to take over any more."))
    write_versions(link, offer, by=by)
    log(link.page, "lesson.take_over", user=by, data=_tell_source(link))
    return before


@transaction.atomic
def take_update_back(link: LessonLink, before: Versions, after: Versions, *, by: Person) -> None:
    """Let the draft say again what it said before it was taken over; the source offers it anew.

    Raise `FollowRefused` if somebody took something else over or published it meanwhile, or a
    version is gone.
    """
    link = _lock_link(link)
    require_lesson_author(link.page, by)
    kept = Revision.objects.filter(pk__in=before.values()).count()
    if not link.may_go_back(before, after) or kept != len(before):
        raise FollowRefused(_("Something else was written or taken over since."))
    write_versions(link, before, by=by)
    log(link.page, "lesson.take_back", user=by, data=_tell_source(link))


def _lock_link(link: LessonLink) -> LessonLink:
    # Of two who take over at once the second finds that there is nothing left.
    LessonLink.objects.select_for_update().get(pk=link.pk)
    return LessonLink.objects.with_source().select_related("page__locale").get(pk=link.pk)


def require_lesson_author(page: LessonPage, by: Person) -> None:
    """Raise `PermissionDenied` for whoever does not write the lesson."""
    if not page.permissions_for_user(by).can_write():
        raise PermissionDenied


def _tell_source(link: LessonLink) -> dict[str, object]:
    return {"source": {"id": link.source_id, "title": link.source_title}}


def write_versions(link: LessonLink, versions: Mapping[str, int], *, by: Person) -> None:
    """Write the versions into the lesson, and keep which they are."""
    written = write_words(link.page, versions, taken=link.taken, by=by)
    offered = read_offer(link.source, written.taken) if link.source else {}
    title = link.source.title if link.source else link.source_title
    row = LessonLink.objects.filter(pk=link.pk)
    row.update(**written._asdict(), offered=offered, source_title=title)


def write_words(
    page: LessonPage, versions: Mapping[str, int], *, taken: Mapping[str, int], by: Person
) -> WrittenVersions:
    """Save drafts of the page that say what the versions say; return those that it says now.

    A draft that says it already is left alone: it would wait to be published for nothing.
    Raise `FollowRefused` if there is no version in the language of the page.
    """
    rows, own = Revision.objects.in_bulk(versions.values()), page.language
    if own not in versions:  # unpublished, or put under a restriction of views meanwhile
        raise FollowRefused(_("It is not published: only what is published can be taken over."))
    draft = page.get_latest_revision_as_object()
    is_new = versions[own] != taken.get(own)
    if is_new:
        said = rows[versions[own]].as_object()
        draft.title, draft.body = said.title, said.body
        draft.save_revision(user=by, log_action=True)
    written = WrittenVersions({own: versions[own]}, {})
    for code in versions.keys() & list_languages(page) - {own}:
        is_said = not is_new and versions[code] == taken.get(code)
        is_done = is_said or _translate(draft, rows[versions[code]].as_object(), code, by=by)
        (written.taken if is_done else written.refused)[code] = versions[code]
    return written


def _translate(page: LessonPage, written: LessonPage, language: str, *, by: Person) -> bool:
    """Let the translation of the page say the same as the written one, if it is kept in step."""
    locale = Locale.objects.get(language_code=language)
    ended = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=locale, enabled=False
    )
    if ended.exists():
        return False  # somebody made that page their own
    try:
        adopt_translation(page, written, locale, publish=False, user=by)
    except StructureMismatch:
        return False
    return True
