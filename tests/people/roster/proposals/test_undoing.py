"""An applied roster is undone whole, unless something rests on it."""

import datetime as dt

import pytest
from django.utils import timezone

from people.history import record_looks
from people.models import Identifier, Message, Person, Posting
from people.roster.proposals import approve_proposal, decide_lines, request_undo
from people.roster.proposals.steps import work_on_proposal
from people.roster.proposals.undoing import UndoBlocked
from tests.people.factories import ChargeFactory, RoleFactory
from tests.people.roster.proposals.conftest import line, recorded

pytestmark = pytest.mark.django_db

PERSON = (
    "staff_number",
    "name_my",
    "name_en",
    "email",
    "phone",
    "search_key",
    "is_name_confirmed",
)
POSTING = ("person__staff_number", "agency__code", "grade", "valid_from", "valid_to")


def everything():
    people = Person.objects.exclude(roles__isnull=False)
    postings = Posting.objects.order_by("person__staff_number", "valid_from")
    return (
        list(people.order_by("staff_number").values_list(*PERSON)),
        list(postings.values_list(*POSTING)),
        set(Identifier.objects.values_list("value", flat=True)),
    )


@pytest.fixture
def applied(bring, tree, second):
    recorded("1001", tree["GAD"], phone="0900111111")
    recorded("1002", tree["GAD"], "Aye Aye", phone="0900222222")
    recorded("1003", tree["GAD"], "Hla Hla")
    recorded("1004", tree["GAD"], "Su Su")
    before = everything()
    proposal = bring(
        line("1001", phone="0900222222"),
        line("1002", "Aye Aye", phone="0900111111", agency="GAD-T1", since="2025-06-01"),
        line("1003", "Hla Hla", left="2025-06-01"),
        line("1004", "Su Su", agency="GAD-T1"),
        line("1005", "Zaw Zaw", phone="0900333333"),
    )
    approve_proposal(proposal, by=second)
    work_on_proposal(proposal.pk)
    assert everything() != before
    return proposal, before


def test_a_charge_ends_with_who_leaves_by_a_roster_and_goes_on_when_it_is_undone(
    bring, tree, hr, second
):
    charge = ChargeFactory(person=recorded("1001", tree["GAD"]), agency=tree["MOE"])
    proposal = bring(line("1001", left="2025-06-01"))
    approve_proposal(proposal, by=second)
    work_on_proposal(proposal.pk)
    charge.refresh_from_db()
    assert charge.valid_to == dt.date(2025, 6, 1)
    request_undo(proposal, by=hr)
    work_on_proposal(proposal.pk)
    charge.refresh_from_db()
    assert charge.valid_to is None


def test_everything_is_as_it_was(applied, hr):
    proposal, before = applied
    # That somebody looked at a person stands in nobody's way.
    record_looks(hr, Person.objects.values_list("pk", flat=True))
    request_undo(proposal, by=hr)
    work_on_proposal(proposal.pk)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.undone_by) == ("undone", hr)
    assert everything() == before
    # Who approved it hears of it; who takes it back knows.
    assert Message.objects.get(kind="people/file_undone").person == proposal.approved_by


def signs_in(person):
    Person.objects.filter(pk=person.pk).update(last_login=timezone.now())


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("number", "happens"),
    [
        ("1005", signs_in),
        ("1005", lambda person: RoleFactory(person=person)),
        (
            "1002",
            lambda person: Posting.objects.filter(person=person, valid_to=None).update(grade=3),
        ),
        ("1001", lambda person: Person.objects.filter(pk=person.pk).update(phone="0900444444")),
    ],
)
def test_what_rests_on_it_stands_in_the_way(applied, hr, number, happens):
    proposal, _before = applied
    happens(Person.objects.get(staff_number=number))
    with pytest.raises(UndoBlocked) as blocked:
        request_undo(proposal, by=hr)
    assert [one.line.staff_number for one in blocked.value.obstacles] == [number]
    proposal.refresh_from_db()
    assert proposal.state == "applied"


@pytest.mark.any_database
def test_a_later_roster_about_the_person_stands_in_the_way(applied, bring, hr, second):
    proposal, _before = applied
    later = bring(line("1005", "Zaw Zaw", email="zaw@mail.example", phone="0900333333"))
    approve_proposal(later, by=second)
    work_on_proposal(later.pk)
    with pytest.raises(UndoBlocked):
        request_undo(proposal, by=hr)
    request_undo(later, by=hr)
    work_on_proposal(later.pk)
    request_undo(proposal, by=hr)


@pytest.mark.any_database
def test_a_posting_of_somebody_of_another_name_is_undone_too(bring, tree, hr, second):
    recorded("1001", tree["GAD"], "Aung Kyaw")
    before = everything()
    proposal = bring(line("1001", "Khin Myo", agency="GAD-T1", since="2025-06-01"))
    decide_lines(proposal.lines.all(), "same", by=hr)
    approve_proposal(proposal, by=second)
    work_on_proposal(proposal.pk)
    assert everything() != before
    request_undo(proposal, by=hr)
    work_on_proposal(proposal.pk)
    assert everything() == before


def test_who_returned_loses_what_they_got_since_when_the_return_is_undone(bring, tree, hr, second):
    person = recorded("1001", tree["GAD"], left=dt.date(2025, 1, 1))
    proposal = bring(line("1001", since="2025-06-01"))
    approve_proposal(proposal, by=second)
    work_on_proposal(proposal.pk)
    role = RoleFactory(person=person, agency=tree["GAD"], valid_from=dt.date(2025, 7, 1))
    request_undo(proposal, by=hr)
    work_on_proposal(proposal.pk)
    role.refresh_from_db()
    assert role.is_void
    assert role.ended_at
