"""What offices do to people reads in the history as what it was."""

import pytest
from django.utils import translation
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from people.history import office_acted
from people.models import Person
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OFFICE = {"agency": {"my": "မြို့နယ်ရုံး", "en": "Township Office"}}


def read_act(action, data):
    person = PersonFactory()
    office_acted.send(Person, action=action, people=[person], by=PersonFactory(), data=data)
    entry = ModelLogEntry.objects.get(action=action, object_id=str(person.pk))
    return entry, registry.get_formatter(entry)


@pytest.mark.parametrize("action", ["person.print_slip", "person.approve_slip"])
@pytest.mark.parametrize("language", ["my", "en"])
def test_a_slip_tells_its_office_in_the_language_of_the_reader(action, language):
    entry, formatter = read_act(action, OFFICE)
    with translation.override(language):
        assert OFFICE["agency"][language] in formatter.format_message(entry)


def test_a_change_tells_what_was_before_and_after():
    entry, _formatter = read_act(
        "person.rename", {"before": {"name_en": "Daw Mya"}, "after": {"name_en": "Daw Mya Mya"}}
    )
    (change,) = entry.data["changes"]
    assert "Daw Mya" in str(change)
    assert "Daw Mya Mya" in str(change)


def test_a_hundred_people_are_entered_at_once(django_assert_max_num_queries):
    people, by = PersonFactory.create_batch(3), PersonFactory()
    with django_assert_max_num_queries(2):
        office_acted.send(Person, action="person.leave", people=people, by=by, data={})
    assert ModelLogEntry.objects.filter(action="person.leave").count() == len(people)
