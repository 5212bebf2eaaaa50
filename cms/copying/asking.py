"""Takes down that a course is to be copied, and what becomes of each of its parts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.copying.work import TASK
from cms.models import AgencyCatalogPage, CoursePage
from cms.models.reuse import CourseCopy
from cms.offering import may_copy
from people.models import Person
from people.queue import enqueue_on_commit


@dataclass(frozen=True)
class CopyChoices:
    """The numbers of pages that are left out, of banks that are shared, of lessons that follow."""

    omitted: Collection[int] = ()
    linked: Collection[int] = ()
    followed: Collection[int] = ()
    translations: bool = True


def ask_for_copy(
    course: CoursePage,
    shelf: AgencyCatalogPage,
    *,
    key: UUID,
    title: str,
    choices: CopyChoices,
    by: Person,
) -> CourseCopy:
    """Queue the copy, or return the one that the same form asked for before."""
    may_add = shelf.permissions_for_user(by).can_add_subpage()
    if not (may_copy(course, by) and may_add):
        raise PermissionDenied
    # Who only starts from a template writes questions of their own from the first day.
    is_author = course.permissions_for_user(by).can_write()
    kept = {
        "omitted": list(choices.omitted),
        "linked": list(choices.linked) if is_author else [],
        "followed": list(choices.followed),
        "translations": choices.translations,
    }
    # Security: the key comes from a browser. With that of a course there is, in a language that it
    # is not in, the copy would be its translation, and be published over it.
    is_asked = CourseCopy.objects.filter(key=key).exists()
    if not is_asked and Page.objects.filter(translation_key=key).exists():
        raise PermissionDenied
    with transaction.atomic():
        copy, is_new = CourseCopy.objects.get_or_create(
            key=key,
            defaults={
                **{"original": course, "shelf": shelf, "title": title, "by": by},
                **{"choices": kept, "asked_at": timezone.now()},
            },
        )
        if is_new:
            enqueue_on_commit(TASK, copy.pk)
    return copy
