"""What learners and offices ask for all day: pages, writes, a quiz, figures of thousands."""

import itertools
from collections.abc import Iterator

from django.utils import timezone

from courses.models import LessonCompletion
from courses.progress.completion import complete_lesson
from courses.quizzes.attempts import start_attempt, submit_attempt
from reporting.figures.coverage import Measure, count_coverage
from tests.bench.material import (
    PEOPLE,
    TODAY,
    UNITS,
    browser,
    count_naively,
    neighbours,
    populate,
)
from tests.bench.measuring import Row, compare
from tests.bench.urls import BARE
from tests.certification.factories import make_skill
from tests.courses.factories import (
    make_course,
    make_enrolment,
    make_item,
    make_lesson,
    make_quiz,
    right_answers,
)
from tests.people.factories import PersonFactory, RoleFactory

HTML_OF_A_LESSON = "<p>ရုံးတွင် ပြည်သူတို့၏ ကိုယ်ရေးအချက်အလက်ကို ကာကွယ်ပါ။</p>" * 40


def pages(course, person):
    """Requests against a view that does nothing but pass the same middleware."""
    anonymous, learner, askers = browser(), browser(person), neighbours()
    lesson = f"/my/courses/{course.slug}/module-1/lesson-1/"
    for name, client, address in (
        ("catalogue, anonymous", anonymous, "/my/courses/"),
        ("course, anonymous", anonymous, f"/my/courses/{course.slug}/"),
        ("lesson, anonymous", anonymous, lesson),
        ("lesson, signed in", learner, lesson),
        ("my learning", learner, "/my/learn/"),
        ("verify form", anonymous, "/verify/"),
    ):
        assert client.get(address).status_code == 200, address
        yield compare(
            name,
            lambda client=client, address=address: client.get(address, REMOTE_ADDR=next(askers)),
            lambda client=client: client.get(BARE),
            against="bare view, same middleware",
        )


def writes(course, version):
    enrolments = [make_enrolment(course) for _ in range(70)]
    fresh, bare = iter(enrolments[:35]), iter(enrolments[35:])

    def insert():
        LessonCompletion.objects.create(
            enrolment=next(bare),
            lesson=version.lesson,
            version=version,
            completed_at=timezone.now(),
        )

    yield compare(
        "completion write",
        lambda: complete_lesson(next(fresh), version),
        insert,
        against="one insert",
    )


def quizzes(course, module):
    items = [make_item().item.key for _ in range(10)]
    quiz = make_quiz(course, module=module, item_keys=items, attempt_limit=None)
    learners = itertools.cycle([make_enrolment(course) for _ in range(40)])

    def attempt():
        started = start_attempt(quiz, next(learners), language="my")
        submit_attempt(started, right_answers(started))

    yield compare(
        "quiz: start and submit 10 items",
        attempt,
        lambda: [make_item() for _ in range(10)],
        against="ten plain item writes",
    )


def figures(skill):
    unit = populate(skill)
    [cell] = count_coverage([unit], [(skill, 2)], day=TODAY, measure=Measure.HELD)
    assert cell.count == count_naively(unit, skill) == PEOPLE // 2
    yield compare(
        f"coverage of {PEOPLE:,} people",
        lambda: count_coverage([unit], [(skill, 2)], day=TODAY, measure=Measure.HELD),
        lambda: count_naively(unit, skill),
        against="a query a person",
        runs=3,
    )
    office = browser(RoleFactory(agency=unit).person)
    address = f"/my/insights/?unit={unit.code}&skill={skill.code}&level=2"
    assert office.get(address).status_code == 200
    yield compare(
        f"insights, {UNITS} offices",
        lambda: office.get(address),
        lambda: office.get(BARE),
        against="bare view, same middleware",
        runs=10,
    )


def rows() -> Iterator[Row]:
    skill = make_skill()
    course = make_course(skills=[(skill, 2)])
    versions = [make_lesson(course, position=1, html=HTML_OF_A_LESSON)]
    module = versions[0].lesson.module
    versions += [
        make_lesson(course, module=module, position=n, html=HTML_OF_A_LESSON) for n in range(2, 9)
    ]
    person = PersonFactory()
    make_enrolment(course, person=person)
    yield from pages(course, person)
    yield from writes(course, versions[0])
    yield from quizzes(course, module)
    yield from figures(skill)
