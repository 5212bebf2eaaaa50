import datetime as dt

import pytest

from certification.actions.revocation import restore_certificate, revoke_certificate
from certification.evidence.levels import highest_levels
from certification.evidence.recording import (
    LevelTooHigh,
    NotASupervisor,
    record_diagnostic,
    record_self_claim,
    record_sign_off,
    record_test_result,
)
from certification.issuing.issue import issue_certificate, reissue_certificate
from certification.models import Evidence
from tests.certification.factories import completed_enrolment
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory
from tests.plan.factories import LevelFactory

DAY = dt.date(2026, 3, 1)


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


def sign(person, skill, level, *, by):
    try:
        record_sign_off(person, skill, level, by=by, on=DAY, source="Seen at work")
    except LevelTooHigh as error:
        return error.args[0]
    return level


def test_one_line_of_text_proves_no_more_than_the_next_level(skill):
    for number in (1, 2, 3, 4, 6):
        LevelFactory(framework=skill.framework, number=number)
    agency = AgencyFactory()
    person = PostingFactory(agency=agency).person
    first, second = (RoleFactory(kind="hr", agency=agency).person for _ in range(2))
    # Levels 1 and 2 have one name, and so have 3, 4 and 6.
    assert sign(person, skill, 3, by=first) == 2
    assert sign(person, skill, 2, by=first) == 2
    # One's own word is no ground for another word; that of a second person is.
    assert sign(person, skill, 3, by=first) == 2
    assert sign(person, skill, 4, by=second) == 4
    # Two who take turns get no further than that.
    LevelFactory(framework=skill.framework, number=8, names={"en": "Expert"})
    assert sign(person, skill, 6, by=second) == 6
    assert sign(person, skill, 8, by=first) == 6
    record_test_result(person, skill, 6, on=DAY, source="Test 7")
    assert sign(person, skill, 6, by=first) == 6


def test_where_the_setting_says_so_no_second_word_goes_further(skill, settings):
    settings.SECOND_SIGN_OFF = False
    for number in (2, 4):
        LevelFactory(framework=skill.framework, number=number)
    agency = AgencyFactory()
    person = PostingFactory(agency=agency).person
    first, second = (RoleFactory(kind="hr", agency=agency).person for _ in range(2))
    assert sign(person, skill, 2, by=first) == 2
    assert sign(person, skill, 4, by=second) == 2
    record_test_result(person, skill, 2, on=DAY, source="Test 7")
    assert sign(person, skill, 4, by=second) == 4


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
