"""An office writes to many people: once each, with a reason that is kept, and not without end."""

import pytest
from wagtail.models import ModelLogEntry

from people.bulk.kinds import find_kind
from people.bulk.running import ask_act, confirm_act
from people.messaging import render_message
from people.models import Message
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]
WORDS = {"text": "Bring your card.\n\nThe hall is open at nine.", "reason": "Session of Monday"}


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr").person


@pytest.fixture
def officials(tree):
    return [PostingFactory(agency=tree["GAD"]).person for _number in range(3)]


def write(hr, people, **changes):
    act = ask_act(find_kind("write"), by=hr, people=[one.pk for one in people])
    for _twice in range(2):
        confirm_act(act, WORDS | changes)
    act.refresh_from_db()
    return act


def test_each_gets_the_words_with_who_wrote_them(hr, officials, english):
    assert len(write(hr, officials).done) == 3
    words = render_message(Message.objects.filter(person=officials[0]).get())
    assert words.paragraphs[:2] == ("Bring your card.", "The hall is open at nine.")
    assert hr.get_full_name() in words.paragraphs[2]
    entry = ModelLogEntry.objects.filter(action="person.write").first()
    assert "Session of Monday" in entry.formatter.format_message(entry)


def test_the_same_words_are_one_message_a_day(hr, officials):
    write(hr, officials)
    act = write(hr, officials, text=" Bring your card.  The hall is open at nine. ")
    assert {reason for _pk, reason in act.left_out} == {"same"}
    assert Message.objects.count() == 3


def test_nobody_is_written_to_all_day(hr, officials):
    acts = [write(hr, officials[:1], text=f"Again, {number}") for number in range(4)]
    assert [len(act.done) for act in acts] == [1, 1, 1, 0]
    assert acts[3].left_out == [[officials[0].pk, "too_many"]]


def test_people_of_others_are_left_out(hr, tree):
    stranger = PostingFactory(agency=tree["MOE"]).person
    act = write(hr, [stranger, PersonFactory()])
    assert {reason for _pk, reason in act.left_out} == {"not_yours"}


def test_words_and_reason_are_asked_for(hr):
    form = find_kind("write").build_form({"text": "", "reason": ""}, hr)
    assert set(form.errors) == {"text", "reason"}
