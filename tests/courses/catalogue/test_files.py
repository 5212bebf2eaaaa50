"""Files of lessons are kept once, by what they are."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from courses.catalogue import keep_file
from courses.models import LessonFile

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def read(row: LessonFile) -> bytes:
    with row.file.open("rb") as stream:
        return stream.read()


def test_the_same_bytes_are_stored_once_under_each_name():
    first = keep_file(ContentFile(b"%PDF-1"), "form.pdf")
    again = keep_file(ContentFile(b"%PDF-1"), "form.pdf")
    renamed = keep_file(ContentFile(b"%PDF-1"), "ပုံစံ.pdf")
    assert first == again
    assert renamed.file.name == first.file.name
    assert (renamed.digest, renamed.name) == (first.digest, "ပုံစံ.pdf")


def test_half_a_copy_from_before_is_not_taken_for_the_file():
    row = keep_file(ContentFile(b"whole"), "a.txt")
    row.delete()
    default_storage.delete(row.file.name)
    default_storage.save(row.file.name, ContentFile(b"wh"))
    assert read(keep_file(ContentFile(b"whole"), "a.txt")) == b"whole"


def test_a_long_name_keeps_its_ending():
    assert keep_file(ContentFile(b"x"), "က" * 200 + ".pdf").name.endswith("ကက.pdf")
