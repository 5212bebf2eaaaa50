"""Questions get a version when they have changed, and are refused when they cannot be asked."""

import uuid

import pytest

from courses.catalogue.items import InvalidItem, publish_item
from courses.models import ItemVersion
from tests.courses.factories import (
    content,
    make_item,
)

pytestmark = pytest.mark.django_db


def test_an_unchanged_question_gets_no_new_version():
    first = make_item()
    assert make_item(key=first.item.key) == first
    changed = make_item(key=first.item.key, answer_key=("b",))
    assert (changed.number, ItemVersion.objects.count()) == (2, 2)


@pytest.mark.parametrize(
    ("kind", "options", "answer_key"),
    [
        ("single", ("a", "b"), ("a", "b")),
        ("single", ("a", "b"), ()),
        ("multiple", ("a", "b"), ("z",)),
        ("essay", ("a", "b"), ("a",)),
        ("single", (), ("a",)),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(kind, options, answer_key):
    with pytest.raises(InvalidItem):
        publish_item(key=uuid.uuid4(), kind=kind, content=content(options), answer_key=answer_key)


def test_languages_with_different_options_are_refused():
    words = content(("a", "b"), ("my",)) | content(("a", "c"), ("en",))
    with pytest.raises(InvalidItem):
        publish_item(key=uuid.uuid4(), kind="single", content=words, answer_key=["a"])


@pytest.mark.django_db
@pytest.mark.parametrize("places", [{"z": 0}, {"a": 3}, {"a": 0, "b": 0}])
def test_a_place_that_no_option_can_have_is_refused(places):
    with pytest.raises(InvalidItem):
        publish_item(
            key=uuid.uuid4(),
            kind="single",
            content=content(),
            answer_key=["a"],
            fixed_places=places,
        )
