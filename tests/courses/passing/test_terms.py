"""Conditions of a rule, asked of the record: of one enrolment, and of all in one sweep."""

import pytest
from django.utils import timezone

from courses.models import Attempt, Enrolment, PassRule
from courses.passing import EVERYTHING, PassingRule, RuleTerm, TermKind, describe_passing
from courses.passing.keeping import keep_pass_rule
from courses.passing.terms import build_passing_condition, read_met_terms
from courses.progress.completion import complete_finished_enrolments, complete_lesson
from courses.progress.enrolment import current_enrolment
from courses.progress.progress import get_progress, get_progress_by_enrolment
from courses.quizzes.attempts import start_attempt, submit_attempt
from tests.courses.factories import (
    make_course,
    make_enrolment,
    make_lesson,
    make_module,
    make_quiz,
    right_answers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    course = make_course(languages=("en",))
    module = make_module(course, languages=("en",))
    for position in (1, 2):
        make_lesson(course, module=module, position=position, languages=("en",))
    make_quiz(course, languages=("en",), pass_mark=100, items=2)
    return course


def lessons_of(course):
    return [one.versions.first() for one in course.modules.get().lessons.order_by("position")]


def hold_to(course, rule, **how):
    keep_pass_rule(course, rule, **how)
    course.save()


def take_quiz(enrolment, right):
    attempt = start_attempt(enrolment.course.quizzes.get(), enrolment, language="en")
    places = sorted(right_answers(attempt))
    answers = {place: ["a" if at < right else "b"] for at, place in enumerate(places)}
    submit_attempt(attempt, answers)


def test_one_way_of_two_completes_and_the_final_test_waits_for_what_all_ways_ask(course):
    key = str(course.quizzes.get().key)
    test, half = RuleTerm(TermKind.QUIZ, 50, key), RuleTerm(TermKind.LESSONS, 50)
    hold_to(course, PassingRule(((half, test), (RuleTerm(TermKind.LESSONS, 100),)), is_any=True))
    reader, taker = make_enrolment(course), make_enrolment(course)
    assert [step.title for step in get_progress(taker).before_final]
    complete_lesson(taker, lessons_of(course)[0])
    assert get_progress(taker).before_final == []
    assert read_met_terms(taker, [half, test]) == {half: True, test: False}
    take_quiz(taker, right=1)  # below the pass mark, and enough by the rule
    for version in lessons_of(course):
        complete_lesson(reader, version)
    assert Enrolment.objects.completed().count() == 2
    told = describe_passing(course.pass_rule, taker)
    assert [[part.is_met for part in group] for group in told.groups] == [[True, True], [False]]


def test_whoever_began_keeps_the_rule_unless_the_new_one_is_easier_or_for_all(course):
    begun = make_enrolment(course)
    lessons = PassingRule(((RuleTerm(TermKind.LESSONS, 100),),))
    hold_to(course, lessons)
    begun.refresh_from_db()
    assert begun.pass_rule == course.pass_rule  # easier than all lessons and the quiz
    hold_to(course, None)
    begun.refresh_from_db()
    assert begun.pass_rule.rule == lessons.to_json()
    assert make_enrolment(course).pass_rule.rule is None
    hold_to(course, None, applies_to_all=True)
    begun.refresh_from_db()
    assert begun.pass_rule == course.pass_rule
    assert course.pass_rules.count() == 2  # none for what was not changed
    hold_to(course, EVERYTHING)  # no harder: nobody is left behind
    assert set(Enrolment.objects.values_list("pass_rule", flat=True)) == {course.pass_rule_id}


def test_the_sweep_completes_whom_an_easier_rule_leaves_nothing_to_do(course):
    enrolment, other = make_enrolment(course), make_enrolment(course)
    complete_lesson(enrolment, lessons_of(course)[0])
    hold_to(course, PassingRule(((RuleTerm(TermKind.LESSONS, 50),),)))
    assert complete_finished_enrolments(at=timezone.now()) == 1
    assert current_enrolment(enrolment.person, course).completed_at
    assert not current_enrolment(other.person, course).completed_at
    assert complete_finished_enrolments() == 0


def test_how_far_somebody_is_agrees_with_the_record_for_every_rule(
    course, django_assert_num_queries
):
    key = str(course.quizzes.get().key)
    half, some = RuleTerm(TermKind.LESSONS, 50), RuleTerm(TermKind.QUIZ, 50, key)
    attended, every = RuleTerm(TermKind.ATTENDANCE, 80), RuleTerm(TermKind.QUIZZES)
    rules = [
        EVERYTHING,
        PassingRule(((half,),)),
        PassingRule(((half, some), (every,))),
        PassingRule(((half, some), (attended,)), is_any=True),
        PassingRule(((half,), (attended, every))),
    ]
    people = [make_enrolment(course) for _ in rules]
    for number, (one, rule) in enumerate(zip(people, rules, strict=True), start=1):
        kept = {"course": course, "number": number, "rule": rule.to_json()}
        one.pass_rule = PassRule.objects.create(**kept, made_at=timezone.now())
        one.save()
    for act in (None, read_first_lesson, take_half_right):
        for one in people if act else ():
            act(one)
        with django_assert_num_queries(5):  # the enrolments, their rules, steps, and what is done
            found = get_progress_by_enrolment(Enrolment.objects.all())
        for one, rule in zip(people, rules, strict=True):
            met = Enrolment.objects.filter(build_passing_condition(rule, course.pk), pk=one.pk)
            assert (found[one.pk].how_far.percent == 100) == met.exists(), (act, rule)
    assert found[people[1].pk].done == found[people[1].pk].total == 1  # one of two lessons


def read_first_lesson(enrolment):
    complete_lesson(enrolment, lessons_of(enrolment.course)[0])


def take_half_right(enrolment):
    now = timezone.now()
    Attempt.objects.create(
        quiz=enrolment.course.quizzes.get(),
        enrolment=enrolment,
        **{"number": 1, "seed": 1, "language": "en", "pass_mark": 100},
        **{"started_at": now, "submitted_at": now, "score": 50, "passed": False},
    )
