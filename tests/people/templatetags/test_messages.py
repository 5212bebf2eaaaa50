"""Pages of other parts show a few unread messages."""

import pytest
from django.template import Context

from people.messaging import mark_as_read, notify_person
from people.templatetags.messages import unread_messages
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
FACTS = {"titles": {"en": "Bits"}, "address": "https://learn.example.gov.mm/verify/X/"}


def tell(person, count):
    for number in range(count):
        notify_person(person, "certification/ready", subject=str(number), facts=FACTS)


@pytest.mark.parametrize(
    ("count", "shown", "has_more"), [(0, 0, False), (3, 3, False), (4, 3, True)]
)
def test_three_are_shown_and_more_are_mentioned(count, shown, has_more):
    person = PersonFactory()
    tell(person, count)
    tell(PersonFactory(), 1)
    context = unread_messages(Context({"csrf_token": "t"}), person)
    assert (len(context["notes"]), context["has_more"]) == (shown, has_more)
    assert context["csrf_token"] == "t"


def test_what_was_read_is_not_shown():
    person = PersonFactory()
    tell(person, 2)
    mark_as_read(person)
    assert unread_messages(Context(), person)["notes"] == []
