"""Uploaded files keep names that can be read, and that every folder can hold."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st

from lms.storage.names import WholeNameStorage

valid_name = WholeNameStorage().get_valid_name


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("ရုံးသုံး လုပ်ထုံးလုပ်နည်း.pdf", "ရုံးသုံး_လုပ်ထုံးလုပ်နည်း.pdf"),
        ("ၶေႃႈၵႂၢမ်း.pdf", "ၶေႃႈၵႂၢမ်း.pdf"),
        ("Form (new) v1.2.pdf", "Form_new_v1.2.pdf"),
        ("../../etc/passwd", "passwd"),
        (".htaccess", "htaccess"),
        ("က\u200bခ\u202e.pdf", "ကခ.pdf"),
        ("!!!.pdf", "file.pdf"),
    ],
)
def test_a_name_keeps_what_belongs_to_its_words(name, kept):
    assert valid_name(name) == kept


def test_a_long_name_is_cut_between_syllables():
    stem = valid_name("လုပ်ထုံးလုပ်နည်း" * 20 + ".pdf").removesuffix(".pdf")
    assert len(stem.encode()) <= 180
    assert stem.endswith(("လုပ်", "ထုံး", "နည်း"))
    assert valid_name("x" * 500 + ".pdf") == "x" * 60 + ".pdf"


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_name_can_be_stored(name):
    valid = valid_name(name)
    assert valid
    assert len(valid.encode()) <= 255
    assert not set(valid) & set("/\\\0\n")


def test_a_file_is_stored_under_its_name(settings):
    name = default_storage.save("ရုံးသုံး.txt", ContentFile(b"x"))
    assert name == "ရုံးသုံး.txt"
    assert default_storage.open(name).read() == b"x"
