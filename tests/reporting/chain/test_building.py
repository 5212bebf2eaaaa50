"""From enrolment to what stayed: each step is a part of the one before, and small cohorts hide."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from certification.models import Evidence
from courses.models import Attempt, CourseSkill, Enrolment, FollowUp, LessonOpening
from reporting.chain import (
    Cohort,
    StepKey,
    build_chain,
    list_chain_people,
    list_phase_cohorts,
    list_years,
)
from reporting.chain.cohort import PART_OF
from reporting.figures.subtree import Subtree
from tests.courses.factories import make_course, make_lesson, make_quiz
from tests.people.factories import PersonFactory
from tests.plan.factories import PhaseFactory, PlanFactory
from tests.reporting.chain.lives import A_YEAR_AGO, STEPS, live, noon
from tests.reporting.conftest import DAY
from tests.reporting.questions import scope_of

pytestmark = pytest.mark.django_db
YEAR = 2025


@pytest.fixture(autouse=True)
def _all_groups_are_told(settings):
    settings.SMALLEST_GROUP = 1


@pytest.fixture
def lesson(house):
    return make_lesson(make_course(agency=house.moha, skills=[(house.skill, 2)])).lesson


def chain_of(house, *, unit="MOHA", year=YEAR, level="2", **query):
    scope = scope_of(house.hr, unit=unit, skill="DC3-4.2", level=level, **query)
    return build_chain(Cohort(scope, year), Subtree.of([scope.unit], since=scope.day))


def numbers(chain):
    return {step.key.value: (step.people, step.of) for step in chain.steps}


def test_each_step_says_of_how_many_it_is_a_part(house, lesson):
    for until in (STEPS[0], STEPS[1], STEPS[1], STEPS[2], STEPS[3], STEPS[3]):
        live(house.north, lesson, house.skill, until=until)
    live(house.moe, lesson, house.skill, until=STEPS[3])
    chain = chain_of(house)
    assert numbers(chain) == {
        "enrolled": (6, 6),
        "started": (5, 6),
        "completed": (3, 5),
        "learnt": (0, 0),
        "certified": (2, 3),
        "still_held": (2, 2),
        "asked": (0, 3),
        "answered": (0, 0),
        "applied": (0, 0),
    }
    assert [step.loss for step in chain.steps] == [0, 1, 2, 0, 1, 0, 0, 0, 0]
    assert chain.steps[2].share == 60.0


def test_still_held_is_of_those_whose_certificate_is_a_year_old(house, lesson):
    proofs = [
        {"on": A_YEAR_AGO, "ends": None},
        {"on": A_YEAR_AGO, "ends": DAY},  # the first day that does not count
        {"on": A_YEAR_AGO, "revoked": DAY},
        {"on": A_YEAR_AGO + dt.timedelta(days=1), "ends": DAY},
    ]
    for proof in proofs:
        live(house.north, lesson, house.skill, until=STEPS[3], **proof)
    chain = chain_of(house)
    assert numbers(chain)["certified"] == (4, 4)
    assert numbers(chain)["still_held"] == (1, 3)
    assert chain.too_early == 1


def test_a_renewal_by_whatever_proof_keeps_the_skill(house, lesson):
    person = live(house.north, lesson, house.skill, until=STEPS[3], on=A_YEAR_AGO, ends=DAY)
    fields = {"person": person, "skill": house.skill, "level": 3, "acquired_on": DAY}
    Evidence.objects.create(kind=Evidence.Kind.SELF_CLAIM, **fields)
    assert numbers(chain_of(house))["still_held"] == (0, 1)
    Evidence.objects.create(kind=Evidence.Kind.SIGN_OFF, **fields)
    assert numbers(chain_of(house))["still_held"] == (1, 1)


def test_the_cohort_is_of_one_year_one_level_and_what_was_taken(house, lesson):
    live(house.north, lesson, house.skill, until=STEPS[0], on=dt.date(2024, 12, 31))
    live(house.north, lesson, house.skill, until=STEPS[0], on=dt.date(2025, 1, 1))
    live(house.north, lesson, house.skill, until=STEPS[2], is_by_points=True)
    assert chain_of(house).enrolled == 1
    assert chain_of(house, year=2024).enrolled == 1
    CourseSkill.objects.update(level=1)
    assert chain_of(house).enrolled == 0


def test_who_enrols_after_the_day_is_not_there_yet(house, lesson):
    live(house.north, lesson, house.skill, until=STEPS[3], on=dt.date(2025, 6, 2))
    assert chain_of(house, day="2025-06-01").enrolled == 0
    assert chain_of(house, day="2025-06-02").enrolled == 1


def test_two_enrolments_of_a_person_count_once(house, lesson):
    person = live(house.north, lesson, house.skill, until=STEPS[0])
    Enrolment.objects.create(
        person=person,
        course=make_course(skills=[(house.skill, 4)]),
        enrolled_at=noon(dt.date(2025, 5, 1)),
        completed_at=noon(dt.date(2025, 5, 2)),
    )
    assert numbers(chain_of(house))["completed"] == (1, 1)
    assert chain_of(house).enrolled == 1


def take_both_tests(house, lesson, before, after, *, handed_in=dt.date(2025, 3, 1)):
    """Somebody who took the first test of the course and completed it."""
    person = live(house.north, lesson, house.skill, until=STEPS[2], score=after)
    Attempt.objects.create(
        quiz=first_test_of(lesson.module.course),
        enrolment=person.enrolments.get(),
        number=1,
        seed=1,
        language="my",
        pass_mark=70,
        started_at=noon(dt.date(2025, 3, 1)),
        submitted_at=noon(handed_in),
        score=before,
        passed=False,
    )
    return person


def first_test_of(course):
    return course.quizzes.filter(is_first_test=True).first() or make_quiz(
        course, is_first_test=True
    )


def test_learnt_are_those_with_more_points_after_than_before(house, lesson, settings):
    for points in ((40, 80), (50, 90), (90, 90)):
        take_both_tests(house, lesson, *points)
    # Handed in when the course was completed, and without any points at its end.
    take_both_tests(house, lesson, 0, 100, handed_in=dt.date(2025, 3, 4))
    take_both_tests(house, lesson, 0, None)
    live(house.north, lesson, house.skill, until=STEPS[2], score=100)
    chain = chain_of(house)
    assert numbers(chain)["learnt"] == (2, 3)
    learnt = chain.learnt
    assert (learnt.people, learnt.rose, learnt.before, round(learnt.after, 1)) == (3, 2, 60, 86.7)
    settings.SMALLEST_GROUP = 4
    for day in (1, 2, 3, 4):
        live(house.south, lesson, house.skill, until=STEPS[0], on=dt.date(2023, 1, day))
    chain = chain_of(house)
    assert not chain.is_hidden
    assert (chain.learnt.is_hidden, chain.learnt.before) == (True, None)
    assert "learnt" not in numbers(chain)


def test_the_points_of_a_few_are_not_found_by_another_level_nor_by_the_years_of_a_phase(
    house, lesson, settings
):
    settings.SMALLEST_GROUP = 3
    for day in range(1, 5):
        take_both_tests(house, lesson, 40, 80)
        live(house.north, lesson, house.skill, until=STEPS[0], on=dt.date(2024, 1, day))
    lower = make_lesson(make_course(skills=[(house.skill, 1)])).lesson
    alone = take_both_tests(house, lower, 40, 80)
    # One person is all that the level below has more: of this one nothing is told then.
    told = {level: chain_of(house, level=level).learnt for level in ("1", "2")}
    assert {level: learnt.is_hidden for level, learnt in told.items()} == {"1": False, "2": True}
    CourseSkill.objects.update(level=2)
    assert not chain_of(house).learnt.is_hidden
    phase = PhaseFactory(number=1, starts_on=dt.date(2024, 1, 1), ends_on=dt.date(2025, 12, 31))
    scope = scope_of(house.hr, unit="MOHA", skill="DC3-4.2", level="2")
    whole, subtree = Cohort(scope, 2024, phase), Subtree.of([scope.unit], since=scope.day)
    assert not build_chain(whole, subtree).learnt.is_hidden
    # With 2025 told, the one of 2024 is the rest.
    early = {"enrolled_at": noon(dt.date(2024, 3, 3)), "completed_at": noon(dt.date(2024, 3, 4))}
    Enrolment.objects.filter(person=alone).update(**early)
    Attempt.objects.filter(enrolment__person=alone).update(submitted_at=noon(dt.date(2024, 3, 3)))
    chain = build_chain(whole, subtree)
    assert (chain.is_hidden, chain.learnt.is_hidden) == (False, True)


def test_a_first_test_starts_no_course(house, lesson):
    person = take_both_tests(house, lesson, 40, 80)
    LessonOpening.objects.all().delete()
    Enrolment.objects.filter(person=person).update(completed_at=None, score=None)
    assert numbers(chain_of(house))["started"] == (0, 1)


def answer(person, said, *, on=dt.date(2025, 9, 3)):
    told = {"answer": said, "answered_at": noon(on) if said else None}
    return FollowUp.objects.create(
        enrolment=person.enrolments.get(),
        asked_at=noon(on),
        closes_on=on + dt.timedelta(days=60),
        **told,
    )


def test_applied_are_those_who_say_so_of_those_who_answered(house, lesson, settings):
    said = ("often", "sometimes", "not_yet", "declined", "")
    people = [live(house.north, lesson, house.skill, until=STEPS[2]) for _one in said]
    for person, one in zip(people, said, strict=True):
        answer(person, one)
    live(house.north, lesson, house.skill, until=STEPS[2])
    found = numbers(chain_of(house))
    assert (found["asked"], found["answered"], found["applied"]) == ((5, 6), (3, 5), (2, 3))
    assert numbers(chain_of(house, day="2025-09-02"))["asked"] == (0, 6)
    FollowUp.objects.filter(answer="not_yet").update(words="No computer yet.")
    scope = scope_of(house.hr, unit="MOHA", skill="DC3-4.2", level="2")
    subtree = Subtree.of([scope.unit], since=scope.day)
    lost = list_chain_people(
        Cohort(scope, YEAR), StepKey.APPLIED, lost=True, subtree=subtree, page_number=None
    )
    assert [one.words for row in lost.page for one in row.answers] == ["No computer yet."]
    # Of three nothing is told where four are the least, and the rest of the chain is.
    settings.SMALLEST_GROUP = 4
    for day in (1, 2, 3, 4):
        live(house.south, lesson, house.skill, until=STEPS[0], on=dt.date(2023, 1, day))
    chain = chain_of(house)
    assert chain.hides_answers
    assert "asked" in numbers(chain)
    assert not {"answered", "applied"} & numbers(chain).keys()


def test_a_phase_has_its_whole_years_and_is_hidden_with_one_of_them(house, lesson, settings):
    for on in (dt.date(2024, 5, 5), dt.date(2025, 5, 5), dt.date(2025, 6, 6)):
        live(house.north, lesson, house.skill, until=STEPS[0], on=on)
    plan = PlanFactory(code="OTHER")
    days = [(dt.date(2024, 1, 1), dt.date(2025, 6, 30)), (dt.date(2025, 7, 1), DAY)]
    for number, (first, last) in enumerate(days, start=1):
        PhaseFactory(plan=plan, number=number, starts_on=first, ends_on=last)
    scope = scope_of(house.hr, unit="MOHA", skill="DC3-4.2", level="2")
    subtree = Subtree.of([scope.unit], since=scope.day)
    found = list_phase_cohorts(scope)
    early, late = (one for one in found if one.phase.plan == plan)
    assert (list(early.years), late.year) == ([2024, 2025], 2026)
    assert build_chain(early, subtree).enrolled == 3
    settings.SMALLEST_GROUP = 2
    for day in (1, 2, 3):
        live(house.south, lesson, house.skill, until=STEPS[0], on=dt.date(2023, 1, day))
    # The one of 2024 would be found by taking 2025 from it.
    assert build_chain(early, subtree).is_hidden
    assert not chain_of(house).is_hidden


acts = st.tuples(
    st.sampled_from(STEPS),
    st.dates(dt.date(2024, 6, 1), DAY),
    st.sampled_from([None, 100, 400]),
    st.sampled_from([None, 50, 500]),
    st.booleans(),
)


@pytest.mark.slow
@examples(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(lives=st.lists(acts, max_size=6), day=st.dates(dt.date(2025, 1, 1), DAY))
def test_nobody_is_in_a_step_without_being_in_all_before_it(house, lesson, lives, day):
    with transaction.atomic():
        often = PersonFactory()
        for until, on, lasts, revoked_after, is_same in lives:
            ends, revoked = (n and on + dt.timedelta(days=n) for n in (lasts, revoked_after))
            fields = {"ends": ends, "revoked": revoked}
            if is_same:
                if often.enrolments.open().exists():
                    continue  # nobody takes a course twice at once
                fields |= {"person": often, "occasion": often.enrolments.count() + 1}
            live(house.north, lesson, house.skill, until=until, on=on, **fields)
        scope = scope_of(house.hr, unit="MOHA", skill="DC3-4.2", level="2", day=str(day))
        subtree = Subtree.of([scope.unit], since=scope.day)
        cohort, reached = Cohort(scope, 2025), {}
        steps = {step.key: step.people for step in build_chain(cohort, subtree).steps}
        for key in StepKey:
            found = list_chain_people(cohort, key, lost=False, subtree=subtree, page_number=None)
            people = {row.person_id for row in found.page}
            assert key not in PART_OF or people <= reached[PART_OF[key]]
            assert steps.get(key, found.total) == found.total == len(people)
            reached[key] = people
        transaction.set_rollback(True)


def test_a_small_cohort_is_hidden_and_not_found_through_the_unit_beside_it(
    house, lesson, settings
):
    settings.SMALLEST_GROUP = 3
    for office, enrolled, others in ((house.north, 4, 6), (house.south, 2, 6), (house.gad, 5, 6)):
        for _n in range(enrolled):
            live(office, lesson, house.skill, until=STEPS[1])
        for _n in range(others):
            live(office, lesson, house.skill, until=STEPS[1], on=dt.date(2023, 1, 1))
    assert chain_of(house).enrolled == 11
    assert chain_of(house, unit="GAD-S").is_hidden
    # With the whole and all but one part the last could be worked out: two are hidden.
    told = [unit for unit in ("GAD-N", "GAD-S") if not chain_of(house, unit=unit).is_hidden]
    assert len(told) < 2
    assert chain_of(house, unit="GAD-S").steps == ()


def test_years_are_those_in_which_people_enrolled(house, lesson):
    scope = scope_of(house.hr, unit="MOHA", skill="DC3-4.2", level="2")
    assert list_years(scope) == [2026]
    live(house.moe, lesson, house.skill, until=STEPS[0], on=dt.date(2024, 5, 5))
    assert list_years(scope) == [2026, 2025, 2024]


def test_who_is_lost_is_listed_by_name_to_whom_may_see_them(house, lesson):
    lost = live(house.north, lesson, house.skill, until=STEPS[0])
    live(house.north, lesson, house.skill, until=STEPS[1])
    scope = scope_of(house.hr, unit="MOHA", skill="DC3-4.2", level="2")
    subtree = Subtree.of([scope.unit], since=scope.day)
    people = list_chain_people(
        Cohort(scope, YEAR), StepKey.STARTED, lost=True, subtree=subtree, page_number=None
    )
    assert [row.person for row in people.page] == [lost]
    nobody = list_chain_people(
        Cohort(scope, YEAR), StepKey.ENROLLED, lost=True, subtree=subtree, page_number=None
    )
    assert nobody.total == 0


def test_the_chain_costs_a_fixed_number_of_queries(house, lesson, django_assert_num_queries):
    for _n in range(3):
        live(house.north, lesson, house.skill, until=STEPS[3])
    scope = scope_of(house.hr, unit="MOHA", skill="DC3-4.2", level="2")
    subtree = Subtree.of([scope.unit], since=scope.day)
    with django_assert_num_queries(8):
        build_chain(Cohort(scope, YEAR), subtree)
