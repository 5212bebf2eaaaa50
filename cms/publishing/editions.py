"""Makes an edition of a course where its author says that what is published matters."""

from __future__ import annotations

from wagtail.log_actions import get_active_log_context

from cms.models import CoursePage
from cms.publishing.course_fields import write_course_fields
from courses.editions import EditionChange, open_edition
from courses.models import Course
from people.models import Person

# Forgotten once it is said: published again, it would be another edition.
_UNSAID = {
    "is_material": False,
    "edition_why": "",
    "edition_note_my": "",
    "edition_note_en": "",
    "edition_renewal_days": None,
}


def is_published_before(page: CoursePage) -> bool:
    """Return whether learners had the course before: a first publishing changes nothing."""
    return Course.objects.live().filter(key=page.translation_key).exists()


def open_marked_edition(page: CoursePage, *, is_first: bool) -> None:
    """Open an edition of the course if the page says so, and let it say so no more."""
    if not page.is_material:
        return
    course = Course.objects.live().filter(key=page.translation_key).first()
    if course and not is_first:
        publisher = get_active_log_context().user
        change = EditionChange(
            page.edition_why,
            {"my": page.edition_note_my, "en": page.edition_note_en},
            page.edition_renewal_days,
        )
        open_edition(course, change, by=publisher if isinstance(publisher, Person) else None)
    write_course_fields(page, **_UNSAID)
