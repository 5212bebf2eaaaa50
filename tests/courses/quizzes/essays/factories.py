"""Papers with an essay, written and marked as people do it, for tests."""

import uuid

from courses.catalogue.items import publish_item
from courses.models import Essay
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.quizzes.essays.marks import give_marks
from people.models import Role
from tests.courses.factories import make_course, make_enrolment, make_item, make_quiz
from tests.courses.items.kinds.questions import RUBRIC_KEY
from tests.people.factories import RoleFactory

BEST = {"facts": "facts-1", "words": "words-4"}
HALF = {"facts": "facts-0", "words": "words-4"}  # four of ten points
GOOD = {"facts": "facts-1", "words": "words-2"}  # eight of ten


def make_essay_quiz(course=None, **rules):
    """A quiz of one question of ticks, whose right answer is ``a``, and one essay."""
    words = {"en": {"stem": "<p>Why?</p>"}, "my": {"stem": "<p>အဘယ်ကြောင့်နည်း။</p>"}}
    essay = publish_item(key=uuid.uuid4(), kind="essay", content=words, answer_key=RUBRIC_KEY)
    keys = [make_item().item.key, essay.item.key]
    return make_quiz(course or make_course(), item_keys=keys, **{"pass_mark": 80, **rules})


def make_trainer(quiz):
    return RoleFactory(kind=Role.Kind.TRAINER, agency=quiz.course.agency).person


def hand_in(quiz, *, text="A text.", person=None, enrolment=None, **when):
    """A paper whose other question is right."""
    enrolment = enrolment or make_enrolment(quiz.course, person=person)
    attempt = start_attempt(quiz, enrolment, language="en", **when)
    return submit_attempt(attempt, answer_paper(attempt, text), **when)


def answer_paper(attempt, text="A text."):
    rows = attempt.items.values_list("position", "version__kind")
    return {place: [f"text:{text}"] if kind == "essay" else ["a"] for place, kind in rows}


def mark_paper(attempt, choices=GOOD, *, by=None, **more):
    essay = Essay.objects.get(attempt_item__attempt=attempt)
    return give_marks(essay, by=by or make_trainer(attempt.quiz), choices=choices, **more)


def read_outcome(attempt):
    attempt.refresh_from_db()
    return attempt.score, attempt.passed
