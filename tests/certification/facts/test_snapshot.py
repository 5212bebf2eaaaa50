"""What a certificate says is that of the day of issue."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.facts.snapshot import (
    digest_achievement,
    expiry_date,
    is_name_unconfirmed,
    person_facts,
    to_utc_iso,
)
from certification.issuing.issue import (
    issue_certificate,
)
from tests.certification.factories import completed_enrolment, make_office, make_skill, make_target
from tests.courses.factories import make_course
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2026-11-20", 36, "2029-11-20"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2026-12-01", 12, "2027-12-01"),
    ],
)
def test_validity_is_counted_in_months(day, months, end):
    assert expiry_date(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(end)


def test_without_months_it_never_expires():
    assert expiry_date(dt.date(2026, 1, 1), None) is None


def test_an_issued_certificate_freezes_what_it_says(certificate, enrolment):
    facts = certificate.facts
    assert facts["person"]["names"] == {"my": "ဒေါ်ခင်မျိုးသန္တာ", "en": "Daw Khin Myo Thandar"}
    assert facts["agency"]["names"]["en"] == "Hinthada Township Office"
    assert facts["ministry"]["names"]["en"] == "Ministry of Communications"
    assert facts["course"]["titles"] == enrolment.course.titles
    assert facts["skills"][0]["level_names"] == {"my": "အခြေခံ", "en": "Basic"}
    assert facts["completed_on"] == "2026-11-20"
    assert facts["expires_on"] == "2029-11-20"
    assert facts["score"] == 86


def test_a_name_that_cannot_be_printed_gives_way_to_the_other_one():
    person = PersonFactory.build(honorific="u", name_my="ကျော်စမ်း", name_en="Li 小龙")
    names = person_facts(person)["names"]
    assert names == {"my": "ဦးကျော်စမ်း", "en": "ဦးကျော်စမ်း"}


def test_later_changes_never_reach_it(certificate, enrolment):
    before = certificate.facts
    enrolment.person.name_en = "Another Name"
    enrolment.person.save()
    type(enrolment.course).objects.update(titles={"my": "အခြား", "en": "Other"})
    certificate.refresh_from_db()
    assert issue_certificate(enrolment).facts == certificate.facts == before


def test_it_names_every_target_it_counts_toward_the_nearest_first(db):
    office, skill = make_office(), make_skill()
    make_target(office.get_parent(), skill, level=1)
    make_target(office, skill)
    course = make_course(skills=[(skill, 2)])
    targets = issue_certificate(completed_enrolment(office=office, course=course)).facts["targets"]
    assert [target["agency"]["code"] for target in targets] == [
        office.code,
        office.get_parent().code,
    ]
    assert targets[0]["plan"]["en"] == "Myanmar e-Governance Master Plan 2030"
    assert (targets[0]["skill"], targets[0]["level"]) == (skill.code, 2)
    assert targets[0]["is_sample"] is True


def test_a_target_above_the_level_of_the_course_is_not_named(db):
    office, skill = make_office(), make_skill()
    make_target(office, skill, level=5)
    course = make_course(skills=[(skill, 2)])
    certificate = issue_certificate(completed_enrolment(office=office, course=course))
    assert certificate.facts["targets"] == []


def test_it_counts_toward_targets_that_its_holder_is_of_in_percent_too(db):
    office, skill = make_office(), make_skill()
    share = {"headcount": None, "percent": 80}
    make_target(office, skill, **share, positions=[{"en": "staff officer"}], grade_from=7)
    make_target(office, skill, **share, positions=[{"en": "Clerk"}])
    make_target(office, skill, **share, grade_to=6)
    course = make_course(skills=[(skill, 2)])
    [told] = issue_certificate(completed_enrolment(office=office, course=course)).facts["targets"]
    assert (told["headcount"], told["percent"]) == (None, 80)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)), st.integers(1, 600))
def test_an_end_is_that_many_months_later_and_at_most_on_the_same_day_of_the_month(day, months):
    end = expiry_date(day, months)
    assert (end.year - day.year) * 12 + end.month - day.month == months
    assert end.day == day.day or (end.day < day.day and (end + dt.timedelta(1)).day == 1)


def test_a_moment_is_written_in_utc_and_whole_seconds():
    yangon = dt.timezone(dt.timedelta(hours=6, minutes=30))
    moment = dt.datetime(2026, 11, 23, 12, 30, 5, 999999, tzinfo=yangon)
    assert to_utc_iso(moment) == "2026-11-23T06:00:05+00:00"


KEY = uuid.UUID(int=17)


def test_the_digest_of_an_achievement_never_changes():
    """It is stored with every certificate: another digest would be another achievement."""
    digest = digest_achievement(KEY, [("DC3-4.1", 1), ("DC3-4.2", 2)])
    assert digest == "6e67ca09a82d5cd60aaa5289a083e8e0c9941e4e84c08246aa0a5943dd0ba396"


@pytest.mark.parametrize(
    ("key", "skills"),
    [
        (uuid.UUID(int=18), [("DC3-4.2", 2)]),
        (KEY, [("DC3-4.2", 3)]),
        (KEY, [("DC3-4.1", 2)]),
        (KEY, [("DC3-4.2", 2), ("DC3-4.1", 2)]),
        (KEY, []),
    ],
)
def test_another_course_skill_or_level_is_another_achievement(key, skills):
    assert digest_achievement(key, skills) != digest_achievement(KEY, [("DC3-4.2", 2)])


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_the_facts_say_whether_an_office_confirmed_the_name(db, is_confirmed):
    person = PersonFactory(is_name_confirmed=is_confirmed)
    facts = issue_certificate(completed_enrolment(person=person)).facts
    assert facts["person"]["is_confirmed"] is is_confirmed
    assert is_name_unconfirmed(facts) is not is_confirmed
    # Confirming it later does not change what was said on that day.
    person.is_name_confirmed = True
    person.save()
    assert person.certificates.get().facts == facts


def test_facts_from_before_say_nothing_of_it():
    assert not is_name_unconfirmed({"version": 2, "person": {"names": {}}})
