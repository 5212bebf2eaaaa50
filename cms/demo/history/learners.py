"""Lets the demo's people take courses at given times, by the doors that learners use."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from django.db import transaction

from cms.bootstrap import SOURCE_LANGUAGE, TARGET_LANGUAGE
from courses.models import AttemptItem, Course, Enrolment, Lesson, LessonVersion, Quiz
from courses.progress import complete_lesson, enrol_person, load_outlines
from courses.quizzes import start_attempt, submit_attempt
from people.models import Person

_COURSE_LANGUAGES = (TARGET_LANGUAGE, SOURCE_LANGUAGE)
_CORRECT_CHANCE = 0.9  # the chance that a question is answered rightly


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
) -> Enrolment:
    """Take the first ``until`` steps (all of them, if it is None), the last one at ``at``."""
    steps = syllabus.steps[:until]
    language = random.choices(_COURSE_LANGUAGES, [85, 15])[0]
    pause = dt.timedelta(hours=random.randint(8, 40))
    begun = at - pause * len(steps)
    enrolment = enrol_person(person, syllabus.course, language=language, at=begun)
    for number, step in enumerate(steps, start=1):
        when = begun + pause * number
        if isinstance(step, Quiz):
            _pass_quiz(step, enrolment, at=when, random=random)
        else:
            # Now and then somebody reads a lesson in the other language.
            read = random.choices([language, *_COURSE_LANGUAGES], [8, 1, 1])[0]
            complete_lesson(enrolment, syllabus.texts[step.pk, read], at=when)
    enrolment.refresh_from_db()
    return enrolment


def _pass_quiz(quiz: Quiz, enrolment: Enrolment, *, at: dt.datetime, random: Random) -> None:
    """Try, and if that is not enough try again without a mistake."""
    for chance in (_CORRECT_CHANCE, 1.0):
        attempt = start_attempt(
            quiz,
            enrolment,
            language=enrolment.language,
            at=at - dt.timedelta(minutes=15),
            seed=random.getrandbits(48),
        )
        papers = attempt.items.select_related("version")
        answers = {one.position: _choose_answer(one, random, chance) for one in papers}
        if submit_attempt(attempt, answers, at=at).passed:
            return


def _choose_answer(question: AttemptItem, random: Random, chance: float) -> list[str]:
    right = question.version.answer_key
    if random.random() < chance:
        return list(right)
    wrong = [option for option in question.option_order if option not in right]
    return [random.choice(wrong or question.option_order)]
