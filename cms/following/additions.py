"""Takes a lesson of another course away again that was just added."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.query import PageQuerySet
from wagtail_localize.models import SegmentOverride, StringTranslation

from cms.models import LessonPage
from people.models import Person

ADDITIONS = ("lesson.follow", "lesson.copy")  # as the history calls them


@transaction.atomic
def remove_addition(page: LessonPage, *, by: Person) -> bool:
    """Delete a lesson that was just added; not one that somebody published or wrote on since."""
    pages = page.get_translations(inclusive=True)
    if not page.permissions_for_user(by).can_delete() or _is_touched(page, pages):
        return False
    for one in pages:
        # Read again: each deletion changes the places of others.
        LessonPage.objects.get(pk=one.pk).delete(user=by)
    return True


def _is_touched(page: LessonPage, pages: PageQuerySet[Page]) -> bool:
    """Return whether somebody published or wrote on the lesson, or on a translation of it."""
    acts = PageLogEntry.objects.filter(page=page.pk, action__in=ADDITIONS)
    added = acts.order_by("timestamp", "pk").first()
    if added is None or pages.exclude(first_published_at=None).exists():
        return True
    # What was written with it came before its entry in the history.
    numbers = [str(one.pk) for one in pages]
    written = Revision.objects.page_revisions().filter(object_id__in=numbers)
    # Sentences and pictures of another language are saved without a version of the page.
    translated = [
        rows.filter(context__object_id=page.translation_key, updated_at__gt=added.timestamp)
        for rows in (StringTranslation.objects.all(), SegmentOverride.objects.all())
    ]
    return written.filter(created_at__gt=added.timestamp).exists() or any(
        rows.exists() for rows in translated
    )
