"""Publishing makes an edition where the author says so, once, and not by itself."""

import pytest
from django.core.exceptions import ValidationError

from cms.models import CoursePage
from courses.models import Course, CourseEdition
from tests.cms import factories as f

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def publish(page, **fields):
    page = CoursePage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.full_clean()
    page.save_revision().publish()


def test_a_material_change_makes_one_edition_and_is_forgotten(shelf):
    page = f.put_course(shelf, is_material=True, edition_why="New")  # nobody had it before
    assert not CourseEdition.objects.exists()
    publish(page, summary="Better words")
    assert Course.objects.get().edition == 1
    said = {"edition_note_en": "Read lesson 2.", "edition_renewal_days": 90}
    publish(page, is_material=True, edition_why="The law changed", **said)
    publish(page, summary="Better words still")
    edition = CourseEdition.objects.get()
    assert (edition.number, edition.why) == (2, "The law changed")
    assert edition.notes == {"en": "Read lesson 2."}
    assert edition.renew_by
    page = CoursePage.objects.get(pk=page.pk)
    assert not page.is_material
    assert not page.get_latest_revision_as_object().is_material


@pytest.mark.parametrize(
    "said", [{"edition_why": "New"}, {"edition_note_en": "New"}, {"edition_renewal_days": 90}]
)
def test_what_nobody_would_hear_is_refused(shelf, said):
    with pytest.raises(ValidationError, match="is_material"):
        publish(f.put_course(shelf), **said)


def test_a_material_change_is_explained(shelf):
    with pytest.raises(ValidationError):
        publish(f.put_course(shelf), is_material=True)
