"""Lets the demo's people take courses at given times, by the doors that learners use."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from math import exp
from random import Random

from django.db import transaction

from cms.bootstrap import SOURCE_LANGUAGE, TARGET_LANGUAGE
from courses.items import grade_answer, score_percent
from courses.items.kinds import find_kind
from courses.models import Attempt, AttemptItem, Course, Enrolment, Lesson, LessonVersion, Quiz
from courses.progress import complete_lesson, enrol_person, load_outlines, visit_lesson
from courses.quizzes import find_first_test, start_attempt, submit_attempt
from courses.quizzes.answers import build_asked, write_answers
from people.models import Person

_COURSE_LANGUAGES = (TARGET_LANGUAGE, SOURCE_LANGUAGE)
_WORK = dt.timedelta(minutes=15)  # what a quiz takes
_GLANCE = dt.timedelta(seconds=12)  # at a lesson, by who is in haste
# How ready somebody is for a test: before the course, in haste, after the lessons, once more.
_BEFORE, _HASTY, _READY, _AGAIN = -1.2, -0.8, 1.3, 1.3
_GUESSED = 0.2  # of the questions that nobody knows
_STEEPNESS, _HARDNESS = 2.4, 0.4  # how far people and questions differ
_CURIOUS_CHANCE = 0.6  # that the test before the course is taken
# That the poor question of a course misleads who passes; of a try too early.
_MISLED_CHANCE, _HASTY_CHANCE = 0.6, 0.25
_TRIES_TO_SPARE = 4


@dataclass
class Syllabus:
    """The steps of a course in order, with the newest text of each lesson by language."""

    course: Course
    steps: list[Lesson | Quiz]
    texts: dict[tuple[int, str], LessonVersion] = field(default_factory=dict)

    @classmethod
    def of(cls, slug: str) -> Syllabus:
        course = Course.objects.live().get(slug=slug)
        versions = LessonVersion.objects.filter(lesson__module__course=course)
        newest = versions.select_related("lesson__module").order_by("number")
        texts = {(one.lesson_id, one.language): one for one in newest}
        return cls(course, load_outlines([course.pk])[course.pk], texts)


@transaction.atomic
def take_course(
    person: Person,
    syllabus: Syllabus,
    *,
    at: dt.datetime,
    random: Random,
    until: int | None = None,
    in_haste: bool = False,
) -> Enrolment:
    """Take the first ``until`` steps (all of them, if it is None), the last one at ``at``."""
    steps = syllabus.steps[:until]
    language = random.choices(_COURSE_LANGUAGES, [75, 25])[0]
    pause = dt.timedelta(hours=random.randint(8, 40))
    begun = at - pause * len(steps)
    enrolment = enrol_person(person, syllabus.course, language=language, at=begun)
    if enrolment.completed_at:  # by a run that was stopped later on
        return enrolment
    _take_first_test(enrolment, at=begun)
    for number, step in enumerate(steps, start=1):
        when = begun + pause * number
        if isinstance(step, Quiz):
            _pass_quiz(step, enrolment, at=when, random=random)
        else:
            # Now and then somebody reads a lesson in the other language.
            read = random.choices([language, *_COURSE_LANGUAGES], [8, 1, 1])[0]
            # Without drawing from the generator: whatever else it decides stays as it was.
            read_for = _GLANCE if in_haste else dt.timedelta(minutes=step.minutes)
            visit_lesson(enrolment, step, at=when - read_for)
            complete_lesson(enrolment, syllabus.texts[step.pk, read], at=when)
    enrolment.refresh_from_db()
    return enrolment


def _take_first_test(enrolment: Enrolment, *, at: dt.datetime) -> None:
    """Take the first test of the course, if it has one and the person cares to."""
    # Of its own: whatever the other generator decides stays as it was.
    random = Random(f"{enrolment.person.staff_number}/first-test")  # noqa: S311
    quiz = find_first_test(enrolment)
    if quiz is None or random.random() > _CURIOUS_CHANCE:
        return
    attempt = _begin_quiz(quiz, enrolment, at=at, random=random)
    _hand_in(attempt, _choose_answers(attempt, _BEFORE), at=at + _WORK)


def _pass_quiz(quiz: Quiz, enrolment: Enrolment, *, at: dt.datetime, random: Random) -> None:
    """Pass it at ``at``; if the first try is not enough, that was before the rest."""
    failed_at = at - quiz.rest - _WORK
    _try_too_early(quiz, enrolment, at=failed_at - _WORK)
    attempt = _begin_quiz(quiz, enrolment, at=failed_at - _WORK, random=random)
    answers = _choose_answers(attempt, _READY)
    if not _is_enough(attempt, answers):
        _hand_in(attempt, answers, at=failed_at)
        attempt = _begin_quiz(quiz, enrolment, at=at - _WORK, random=random)
        answers = _mend_answers(attempt, _choose_answers(attempt, _AGAIN))
    answers = _mislead(attempt, answers)
    # A first try that is enough began long before: its time may be over by then.
    _hand_in(attempt, answers, at=min(at, attempt.closes_at or at))


def _begin_quiz(quiz: Quiz, enrolment: Enrolment, *, at: dt.datetime, random: Random) -> Attempt:
    seed = random.getrandbits(48)
    return start_attempt(quiz, enrolment, language=enrolment.language, at=at, seed=seed)


def _choose_answers(attempt: Attempt, readiness: float) -> dict[int, list[str]]:
    """Answer as somebody of this ability does: who knows more knows more of each question."""
    random = Random(f"{attempt.seed}/answers")  # noqa: S311
    person = attempt.enrolment.person
    ability = Random(f"{person.username}/ability").gauss(0, 1)  # noqa: S311
    answers = {}
    for one in attempt.items.select_related("version__item"):
        hardness = Random(f"{one.version.item.key}").uniform(-_HARDNESS, _HARDNESS)  # noqa: S311
        known = 1 / (1 + exp(-_STEEPNESS * (ability - hardness) - readiness))
        answers[one.position] = _choose_answer(one, random, _GUESSED + (1 - _GUESSED) * known)
    return answers


def _mend_answers(attempt: Attempt, answers: dict[int, list[str]]) -> dict[int, list[str]]:
    """Put answers right, one after the other, until they are enough."""
    items = list(attempt.items.select_related("version"))
    Random(f"{attempt.seed}/mended").shuffle(items)  # noqa: S311
    for one in items:
        if _is_enough(attempt, answers):
            break
        kind, key = find_kind(one.version.kind), one.version.answer_key
        answers[one.position] = kind.build_right_answer(key)
    return answers


def _hand_in(attempt: Attempt, answers: dict[int, list[str]], *, at: dt.datetime) -> None:
    """Hand in; every second paper is answered question by question, so that it tells times."""
    span = min(_WORK, at - attempt.started_at)
    if attempt.seed % 2:
        random, moment = Random(f"{attempt.seed}/times"), attempt.started_at  # noqa: S311
        items = list(attempt.items.select_related("version"))
        for position, answer in answers.items():
            moment += span / len(answers) * random.uniform(0.2, 0.95)
            write_answers(items, {position: answer}, seen={}, at=moment)
    submit_attempt(attempt, answers, at=at)


def _try_too_early(quiz: Quiz, enrolment: Enrolment, *, at: dt.datetime) -> None:
    """Let one in four try the quiz once before they know much, if an attempt is to spare.

    So the statistics tell who knows more.
    """
    # Generators of their own: whatever else the other one decides stays as it was.
    own = Random(f"{enrolment.person.username}/{quiz.key}")  # noqa: S311
    is_scarce = quiz.attempt_limit is not None and quiz.attempt_limit < _TRIES_TO_SPARE
    if is_scarce or own.random() >= _HASTY_CHANCE:
        return
    begun_at = at - quiz.rest - _WORK
    attempt = _begin_quiz(quiz, enrolment, at=begun_at - _WORK, random=own)
    answers = _choose_answers(attempt, _HASTY)
    _hand_in(attempt, {} if _is_enough(attempt, answers) else answers, at=begun_at)


def _mislead(attempt: Attempt, answers: dict[int, list[str]]) -> dict[int, list[str]]:
    """Let one question of a course mislead who passes, and still passes: the poor one."""
    earlier = Quiz.objects.filter(course=attempt.quiz.course_id, pk__lt=attempt.quiz_id)
    item = attempt.items.select_related("version").order_by("version__item").first()
    drawn = Random(f"{attempt.seed}").random()  # noqa: S311
    if item is None or earlier.exists() or drawn >= _MISLED_CHANCE:
        return answers
    misled = answers | {item.position: sorted(_list_wrong(item))[:1]}
    return misled if _is_enough(attempt, misled) else answers


def _is_enough(attempt: Attempt, answers: dict[int, list[str]]) -> bool:
    items = list(attempt.items.select_related("version"))
    points = sum(_grade(one, answers[one.position], attempt.grading_rule) for one in items)
    return score_percent(points, len(items)) >= attempt.pass_mark


def _grade(item: AttemptItem, answer: list[str], rule: str) -> Decimal:
    kind, key = item.version.kind, item.version.answer_key
    return grade_answer(kind, key, answer, rule=rule, offered=len(item.option_order))


def _choose_answer(question: AttemptItem, random: Random, chance: float) -> list[str]:
    right = find_kind(question.version.kind).build_right_answer(question.version.answer_key)
    if random.random() < chance:
        return right
    wrong = _list_wrong(question)
    return [random.choice(wrong)] if wrong else right[1:]


def _list_wrong(question: AttemptItem) -> list[str]:
    """Return the options that are not right; none of a kind that is answered part by part."""
    kind, key = find_kind(question.version.kind), question.version.answer_key
    right, shown = kind.build_right_answer(key), kind.present(build_asked(question), ()).options
    return [option.id for option in shown if option.id not in right]
