"""An approved roster is applied as it was approved, and goes on where a worker was killed."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import Message, Person, RosterProposal
from people.postings import post_person, posting_on
from people.roster.proposals import applying, approve_proposal, decide_lines
from people.roster.proposals.steps import work_on_proposal
from tests.people.factories import PersonFactory, RoleFactory
from tests.people.roster.proposals.conftest import groups_of, line, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def apply(second):
    def apply(proposal, by=second):
        approve_proposal(proposal, by=by)
        work_on_proposal(proposal.pk)
        proposal.refresh_from_db()
        return proposal

    return apply


def office_of(number):
    posting = posting_on(Person.objects.get(staff_number=number), timezone.localdate())
    return posting and posting.agency.code


def test_what_was_approved_is_written_once(bring, apply, tree, second):
    recorded("1002", tree["GAD"])
    recorded("1003", tree["GAD"])
    lines = (
        line("1001", "Aye Aye"),
        line("1002", agency="GAD-T1", since="2025-06-01"),
        line("1003", left="2025-06-01"),
    )
    proposal = apply(bring(*lines))
    assert (proposal.state, proposal.approved_by) == ("applied", second)
    assert proposal.applied_at
    assert [office_of(number) for number in ("1001", "1002", "1003")] == ["GAD", "GAD-T1", None]
    work_on_proposal(proposal.pk)
    # Twice the same file: no change.
    again = bring(*lines)
    assert set(groups_of(again).values()) == {"unchanged"}


def test_whoever_leaves_by_a_roster_loses_roles_in_the_same_moment(bring, apply, tree):
    person = recorded("1001", tree["GAD"])
    role = RoleFactory(person=person, agency=tree["GAD"], kind="viewer")
    apply(bring(line("1001", left="2025-06-01")))
    role.refresh_from_db()
    assert (role.valid_to, role.ended_by) == (dt.date(2025, 6, 1), None)


def test_what_was_decided_is_taken_into_account(bring, apply, tree, hr):
    recorded("1001", tree["GAD"], "Aung Kyaw")
    recorded("001002", tree["GAD"], "Hla Hla")
    recorded("1003", tree["GAD"], "Mya Mya")
    recorded("1006", tree["GAD"], "Su Su")
    PersonFactory(citizen=True, phone="0900111222")
    moved = {"agency": "GAD-T1", "since": "2025-06-01"}
    proposal = bring(
        line("1001", "Khin Myo", **moved),
        line("1002", "Hla Hla", **moved),
        line("1004", "Mya Mya"),
        line("1005", "Ni Ni", phone="0900111222"),
        line("1006", "Other Name", **moved),
    )
    # Not in the office of the namesake any more: no question is left out.
    decisions = ("ask", "same", "another", "without", "leave_out")
    for row, decision in zip(proposal.lines.all(), decisions, strict=True):
        assert row.group == "ambiguous", row
        assert decide_lines(proposal.lines.filter(pk=row.pk), decision, by=hr) == 1
    apply(proposal)
    khin = Person.objects.get(staff_number="1001")
    assert (khin.name_en, office_of("1001")) == ("Aung Kyaw", "GAD-T1")
    assert Message.objects.get(kind="people/name_asked").person == khin
    assert (office_of("001002"), Person.objects.filter(staff_number="1002").exists()) == (
        "GAD-T1",
        False,
    )
    assert office_of("1004") == "GAD"
    assert Person.objects.get(staff_number="1005").phone == ""
    assert office_of("1006") == "GAD"


@pytest.mark.any_database
def test_a_decided_line_that_changes_nothing_is_not_told_as_left_out(bring, apply, tree, hr):
    recorded("1001", tree["GAD"], "Aung Kyaw")
    proposal = bring(line("1001", "Khin Myo"), line("1002", "Hla Hla"))
    decide_lines(proposal.lines.filter(staff_number="1001"), "same", by=hr)
    assert apply(proposal).counts["left_out"] == 0


def test_contacts_pass_from_one_to_another(bring, apply, tree, monkeypatch):
    monkeypatch.setattr(applying, "_LINES_AT_ONCE", 1)
    recorded("1001", tree["GAD"], phone="0900111111")
    recorded("1002", tree["GAD"], "Aye Aye", phone="0900222222")
    apply(bring(line("1001", phone="0900222222"), line("1002", "Aye Aye", phone="0900111111")))
    phones = dict(
        Person.objects.filter(staff_number__in=["1001", "1002"]).values_list(
            "staff_number", "phone"
        )
    )
    assert phones == {"1001": "0900222222", "1002": "0900111111"}


def test_a_roster_that_would_do_something_else_by_now_is_out_of_date(bring, apply, tree):
    person = recorded("1001", tree["GAD"])
    proposal = bring(line("1001", agency="GAD-T1", since="2025-06-01"))
    post_person(person, tree["MOHA"], position={"en": "Director"}, day=dt.date(2025, 3, 1))
    assert apply(proposal).state == RosterProposal.State.STALE
    assert office_of("1001") == "MOHA"


def test_the_second_of_two_rosters_for_an_office_is_out_of_date(bring, apply, tree):
    recorded("1001", tree["GAD"])
    first = bring(line("1001", agency="GAD-T1", since="2025-06-01"))
    second_file = bring(line("1002", "Aye Aye", agency="GAD"))
    elsewhere = bring(line("1003", "Hla Hla", agency="MOHA"))
    apply(first)
    second_file.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (second_file.state, second_file.stale_by) == ("stale", first)
    assert elsewhere.state == "open"


def test_a_killed_worker_s_roster_goes_on_where_it_was(bring, tree, second, monkeypatch):
    monkeypatch.setattr(applying, "_LINES_AT_ONCE", 1)
    proposal = bring(line("1001", "Aye Aye"), line("1002", "Hla Hla"), line("1003", "Su Su"))
    approve_proposal(proposal, by=second)
    write, written = applying._write_batch, []

    def killed(*args):
        if written:
            raise MemoryError
        written.append(write(*args))

    monkeypatch.setattr(applying, "_write_batch", killed)
    with pytest.raises(MemoryError):
        work_on_proposal(proposal.pk)
    assert Person.objects.filter(staff_number__startswith="100").count() == 1
    monkeypatch.setattr(applying, "_write_batch", write)
    work_on_proposal(proposal.pk)  # another worker waits until the claim is over
    assert Person.objects.filter(staff_number__startswith="100").count() == 1
    RosterProposal.objects.update(claimed_until=timezone.now())
    work_on_proposal(proposal.pk)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.counts["left_out"]) == ("applied", 0)
    assert Person.objects.filter(staff_number__startswith="100").count() == 3


def test_a_line_that_others_changed_in_the_middle_is_left_out_and_told(
    bring, tree, second, monkeypatch
):
    monkeypatch.setattr(applying, "_LINES_AT_ONCE", 1)
    person = recorded("1002", tree["GAD"])
    proposal = bring(line("1001", "Aye Aye"), line("1002", agency="GAD-T1", since="2025-06-01"))
    approve_proposal(proposal, by=second)
    write = applying._write_batch

    def disturbed(*args):
        write(*args)
        if not person.postings.filter(agency=tree["MOHA"]).exists():
            post_person(person, tree["MOHA"], position={"en": "X"}, day=dt.date(2025, 3, 1))

    monkeypatch.setattr(applying, "_write_batch", disturbed)
    work_on_proposal(proposal.pk)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.counts["left_out"]) == ("applied", 1)
    assert office_of("1002") == "MOHA"
    assert len(proposal.lines.get(staff_number="1002").notes) == 1
