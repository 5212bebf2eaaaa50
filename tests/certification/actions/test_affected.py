import datetime as dt

import pytest

from certification.actions.affected import Cause, affected_by, count_affected
from certification.actions.requests import request_action
from certification.issuing.issue import issue_certificate
from certification.keys.ceremonies import make_key_files
from certification.keys.register import mark_compromised
from certification.models import Certificate
from certification.sealing.seal import seal_certificate
from courses.items.withdrawal import withdraw_item_version
from courses.models import CourseSkill, ItemVersion
from tests.certification.factories import certify, completed_enrolment, make_skill
from tests.certification.signing_environment import KEYS_MADE_AT
from tests.courses.factories import make_course, make_quiz
from tests.plan.factories import SkillFactory


def found(cause):
    return set(affected_by(cause, Certificate.objects.all()))


@pytest.fixture
def course(db):
    return make_course(skills=[(make_skill(), 2)])


@pytest.fixture
def quiz(course):
    return make_quiz(course)


class TestWithdrawnQuestions:
    def test_who_passed_with_a_withdrawn_question_is_found(self, course, quiz):
        rests, other = certify(course, quiz), completed_enrolment()
        issue_certificate(other)
        assert not found(Cause.WITHDRAWN)
        version = rests.enrolment.attempts.get().items.first().version
        withdraw_item_version(version, note="Two answers are right.")
        assert found(Cause.WITHDRAWN) == {rests}

    def test_an_attempt_that_was_not_passed_is_nothing_to_rest_on(self, course, quiz):
        certify(course, quiz, answers=False)
        withdraw_item_version(ItemVersion.objects.first(), note="Wrong.")
        assert not found(Cause.WITHDRAWN)

    def test_what_no_longer_stands_is_not_found_nor_what_was_checked_again(
        self, course, quiz, registrar
    ):
        one, two, three = (certify(course, quiz) for _ in range(3))
        for version in ItemVersion.objects.all():
            withdraw_item_version(version, note="Wrong.")
        request_action(one, "revoke", by=registrar, reason="withdrawn")
        request_action(two, "replace", by=registrar, reason="withdrawn")
        assert found(Cause.WITHDRAWN) == {three}
        other = request_action(three, "replace", by=registrar, reason="file").result
        assert found(Cause.WITHDRAWN) == {other}


class TestOlderAchievements:
    def test_a_course_that_certifies_something_else_now_is_found(self, course, quiz):
        rests, other = certify(course, quiz), issue_certificate(completed_enrolment())
        assert not found(Cause.OLDER)
        CourseSkill.objects.filter(course=course).update(level=3)
        assert found(Cause.OLDER) == {rests}
        CourseSkill.objects.filter(course=course).update(level=2)
        CourseSkill.objects.create(course=other.course, skill=SkillFactory(), level=1)
        assert found(Cause.OLDER) == {other}

    def test_it_costs_the_same_for_one_and_for_many(self, course, quiz, django_assert_num_queries):
        for _ in range(5):
            issue_certificate(completed_enrolment())
        with django_assert_num_queries(3):
            assert not found(Cause.OLDER)


class TestCompromisedKeys:
    @pytest.fixture
    def own_keys(self, settings, tmp_path):
        make_key_files(tmp_path / "keys", "Board of tests", demo=True, at=KEYS_MADE_AT)
        settings.KEYS_DIR = tmp_path / "keys"

    @pytest.mark.parametrize("purpose", ["seal", "credential"])
    def test_what_a_lost_key_sealed_or_signed_is_found(self, db, own_keys, purpose):
        rests = seal_certificate(issue_certificate(completed_enrolment()))
        issue_certificate(completed_enrolment())
        assert not found(Cause.KEY)
        kid = rests.sealed_with if purpose == "seal" else rests.signed_with
        day = dt.date(2026, 11, 25)
        mark_compromised(kid, since=day, reason="stolen", on=day)
        assert found(Cause.KEY) == {rests}


def test_counts_are_told_by_cause_in_few_queries(course, quiz, django_assert_max_num_queries):
    certify(course, quiz)
    withdraw_item_version(ItemVersion.objects.first(), note="Wrong.")
    with django_assert_max_num_queries(7):
        assert count_affected(Certificate.objects.all()) == {"withdrawn": 1, "older": 0, "key": 0}
