"""Files of lessons have a name once, and are served while their lesson is published."""

import pytest
from django.db import IntegrityError, transaction

from courses.models import LessonFile, LessonVersionFile
from tests.courses.factories import make_course, make_lesson

pytestmark = pytest.mark.django_db


def put_file(name="form.pdf", digest="a" * 64):
    return LessonFile.objects.create(
        digest=digest, name=name, content_type="application/pdf", bytes=1, file="x"
    )


@pytest.fixture
def shown():
    """A file that a published lesson shows."""
    version = make_lesson(make_course())
    return LessonVersionFile.objects.create(version=version, file=put_file(), source="document:1")


def test_the_same_bytes_may_have_two_names_and_each_once():
    put_file()
    put_file("ပုံစံ.pdf")
    with pytest.raises(IntegrityError), transaction.atomic():
        put_file()


def test_the_address_of_a_file_names_its_bytes():
    assert put_file().get_absolute_url().endswith(f"/{'a' * 64}/form.pdf")


def test_a_version_shows_a_source_as_one_file(shown):
    other = put_file("other.pdf")
    with pytest.raises(IntegrityError), transaction.atomic():
        LessonVersionFile.objects.create(version=shown.version, file=other, source=shown.source)


@pytest.mark.parametrize("above", ["lesson", "module", "course"])
def test_files_of_what_is_not_published_are_not_live(shown, above):
    assert LessonVersionFile.objects.live().get() == shown
    lesson = shown.version.lesson
    row = {"lesson": lesson, "module": lesson.module, "course": lesson.module.course}[above]
    row.is_live = False
    row.save()
    assert not LessonVersionFile.objects.live().exists()
