import datetime as dt

import pytest

from certification.actions.revocation import restore_certificate, revoke_certificate
from certification.evidence.levels import highest_levels
from certification.evidence.recording import (
    NotASupervisor,
    record_diagnostic,
    record_imported,
    record_self_claim,
    record_sign_off,
    record_test_result,
)
from certification.evidence.writing import EvidenceEntry, InvalidEvidencePeriod, UnknownLevel
from certification.issuing.issue import issue_certificate, reissue_certificate
from certification.models import Evidence
from tests.certification.factories import completed_enrolment, make_skill
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory
from tests.plan.factories import LevelFactory

DAY = dt.date(2026, 3, 1)


def imported(person, skill, level, *, on=DAY, source="x", ends=None):
    entry = EvidenceEntry("imported", person.pk, skill.pk, level, on, source, ends)
    record_imported([entry])
    return Evidence.objects.get(**entry.identity())


@pytest.fixture
def skill(db):
    skill = make_skill()
    for number in (1, 3):
        LevelFactory(framework=skill.framework, number=number)
    return skill


def test_an_imported_record_stands_where_the_person_served_that_day(skill):
    person = PersonFactory()
    old = PostingFactory(person=person, valid_to=dt.date(2026, 6, 1), grade=5)
    PostingFactory(person=person, valid_from=dt.date(2026, 6, 1))
    evidence = imported(person, skill, 3, source="paper")
    assert (evidence.agency, evidence.grade, evidence.kind) == (old.agency, 5, "imported")
    assert imported(person, skill, 3, source="paper") == evidence


def test_a_person_who_served_nowhere_that_day_has_evidence_without_a_place(skill):
    posting = PostingFactory(valid_from=DAY + dt.timedelta(days=1))
    evidence = imported(posting.person, skill, 1)
    assert evidence.agency is None


def test_evidence_that_ends_before_it_begins_is_refused(skill):
    with pytest.raises(InvalidEvidencePeriod):
        imported(PersonFactory(), skill, 1, ends=DAY)


def test_many_records_are_the_same_as_one_by_one_and_are_written_once(
    skill, django_assert_max_num_queries
):
    postings = [PostingFactory() for _ in range(5)]
    entries = [
        EvidenceEntry("imported", p.person_id, skill.pk, 2, DAY, "history") for p in postings
    ]
    with django_assert_max_num_queries(3):
        record_imported(entries)
    assert Evidence.objects.count() == 5
    record_imported(entries)
    again = imported(postings[0].person, skill, 2, source="history")
    assert again.agency == postings[0].agency
    assert Evidence.objects.count() == 5


def test_a_valid_day_is_before_the_end_and_before_the_revocation(skill):
    end = dt.date(2026, 9, 1)
    imported(PersonFactory(), skill, 1, ends=end)
    counted = [Evidence.objects.valid(day).count() for day in (DAY, end - dt.timedelta(1), end)]
    assert counted == [1, 1, 0]


def test_a_level_that_the_framework_does_not_have_is_refused(skill):
    person = PersonFactory()
    with pytest.raises(UnknownLevel):
        record_test_result(person, skill, 9, on=DAY, source="Test 7")
    with pytest.raises(UnknownLevel):
        imported(person, skill, 9)
    assert not Evidence.objects.exists()


def test_evidence_of_a_day_to_come_is_refused(skill):
    with pytest.raises(InvalidEvidencePeriod):
        record_test_result(PersonFactory(), skill, 2, on=dt.date(2999, 1, 1), source="Test 7")


def test_a_test_is_recorded_once_at_the_place_of_the_day(skill):
    posting = PostingFactory(grade=4)
    first, again = (
        record_test_result(posting.person, skill, 2, on=DAY, source="Test 7") for _ in range(2)
    )
    assert first == again
    assert (first.kind, first.agency, first.grade) == ("test", posting.agency, 4)


@pytest.mark.parametrize(
    ("kind", "place", "may_sign"),
    [
        ("hr", "own", True),
        ("registrar", "above", True),
        ("hr", "beside", False),
        ("trainer", "own", False),
        ("secretariat", "above", False),
    ],
)
def test_only_a_supervisor_over_the_agency_signs_off(skill, kind, place, may_sign):
    above = AgencyFactory()
    own, beside = AgencyFactory(parent=above), AgencyFactory(parent=above)
    person = PostingFactory(agency=own).person
    where = {"own": own, "above": above, "beside": beside}[place]
    supervisor = RoleFactory(kind=kind, agency=where).person
    if not may_sign:
        with pytest.raises(NotASupervisor):
            record_sign_off(person, skill, 2, by=supervisor, on=DAY)
        return
    evidence = record_sign_off(person, skill, 2, by=supervisor, on=DAY)
    assert (evidence.kind, evidence.recorded_by) == ("sign_off", supervisor)
    assert highest_levels(person, DAY) == {skill.pk: 2}


def test_nobody_signs_off_their_own_skill_nor_that_of_somebody_without_a_post(skill):
    role = RoleFactory(kind="hr")
    PostingFactory(agency=role.agency, person=role.person)
    for person in (role.person, PersonFactory()):
        with pytest.raises(NotASupervisor):
            record_sign_off(person, skill, 2, by=role.person, on=DAY)


def test_what_people_say_of_themselves_and_diagnostics_are_kept_and_not_counted(skill):
    person = PersonFactory()
    record_self_claim(person, skill, 3, on=DAY)
    record_diagnostic(person, skill, 3, on=DAY, source="Where to begin")
    assert highest_levels(person, DAY) == {}
    assert Evidence.objects.filter(person=person).count() == 2


COMPLETED = dt.date(2026, 11, 20)
REVOKED = dt.datetime(2026, 11, 24, 18, 0, tzinfo=dt.UTC)  # 25 November in Myanmar


@pytest.fixture
def certified(machinery, db):
    return issue_certificate(completed_enrolment())


def days_held(person, *days):
    return [bool(highest_levels(person, day)) for day in days]


def test_a_certificate_counts_from_completion_to_the_day_before_it_expires(certified):
    one, end = dt.timedelta(1), certified.expires_on
    days = (COMPLETED - one, COMPLETED, end - one, end)
    assert days_held(certified.person, *days) == [False, True, True, False]


def test_a_revocation_ends_it_on_its_day_and_a_restoration_brings_it_back(certified, registrar):
    days = (COMPLETED, dt.date(2026, 11, 24), dt.date(2026, 11, 25), dt.date(2027, 1, 1))
    revoke_certificate(certified, by=registrar, reason="error", at=REVOKED)
    assert days_held(certified.person, *days) == [True, True, False, False]
    restore_certificate(certified)
    assert days_held(certified.person, *days) == [True, True, True, True]


def test_what_replaces_a_certificate_proves_it_without_a_gap(certified, registrar):
    new = reissue_certificate(certified, by=registrar)
    evidence = Evidence.objects.get(person=certified.person)
    assert (evidence.certificate, evidence.acquired_on) == (new, COMPLETED)
    revoke_certificate(new, by=registrar, reason="error", at=REVOKED)
    assert days_held(certified.person, COMPLETED, dt.date(2026, 11, 25)) == [True, False]
