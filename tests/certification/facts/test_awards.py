"""A completed enrolment as an award: what is certified, of whom, and as of which day."""

import datetime as dt

import pytest

from certification.actions.revocation import revoke_certificate
from certification.facts.awards import NotCompleted, award_from_enrolment
from certification.issuing.issue import reissue_certificate
from tests.certification.factories import completed_enrolment, make_skill
from tests.courses.factories import make_course, make_enrolment

pytestmark = pytest.mark.any_database


def test_an_award_says_what_the_enrolment_says(enrolment):
    award = award_from_enrolment(enrolment)
    assert (award.award_key, award.kind) == (f"enrolment:{enrolment.pk}", "course")
    assert (award.person, award.course) == (enrolment.person, enrolment.course)
    assert (award.agency, award.position) == (enrolment.agency, enrolment.position)
    assert (award.grade, award.score, award.validity_months) == (7, 86, 36)


def test_its_skills_are_in_the_order_of_their_codes(db):
    skills = [(make_skill("DC3-4.2"), 2), (make_skill("DC3-4.1"), 2)]
    award = award_from_enrolment(completed_enrolment(course=make_course(skills=skills)))
    assert [skill.code for skill, _level in award.skills] == ["DC3-4.1", "DC3-4.2"]


def test_its_day_is_that_of_myanmar(db):
    late = dt.datetime(2026, 11, 20, 18, 0, tzinfo=dt.UTC)  # already the next day in Yangon
    award = award_from_enrolment(completed_enrolment(completed_at=late))
    assert award.completed_on == dt.date(2026, 11, 21)


def test_an_open_enrolment_gives_no_award(db):
    with pytest.raises(NotCompleted):
        award_from_enrolment(make_enrolment())


def test_an_award_without_a_certificate_has_no_current_one(enrolment):
    assert award_from_enrolment(enrolment).current_certificate() is None


def test_its_current_certificate_is_the_one_that_nothing_replaced(certificate, registrar):
    award = award_from_enrolment(certificate.enrolment)
    new = reissue_certificate(certificate, by=registrar)
    assert award.current_certificate() == new
    revoke_certificate(new, by=registrar, reason="error")
    assert award.current_certificate() == new
