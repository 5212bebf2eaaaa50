"""Writes papers of a quiz by the hundred thousand, as they are once handed in and marked."""

import datetime as dt
import random
from collections.abc import Iterator

from django.utils import timezone

from courses.items.grading import score_percent
from courses.models import Attempt, AttemptItem, Enrolment, ItemVersion, Quiz
from people.models import Person
from tests.courses.factories import make_course, make_item, make_quiz

ASKED, IN_BANK = 10, 200
_AT_ONCE = 20_000
_BEGUN = timezone.now() - dt.timedelta(days=9)
# Each tenth question is typed; what people type is mostly alike.
_TYPED = [f"text:{number}" for number in range(40)]


def fill_answers(count: int) -> Quiz:
    """Return a quiz of 200 questions with papers of ten that hold so many answers."""
    items = [_make_question(number) for number in range(IN_BANK)]
    quiz = make_quiz(make_course(), item_keys=[one.item.key for one in items])
    papers = count // ASKED
    people = Person.objects.bulk_create(
        (Person(username=f"answers-{n}", staff_number=f"Q-{n}") for n in range(papers)),
        batch_size=_AT_ONCE,
    )
    enrolments = Enrolment.objects.bulk_create(
        (Enrolment(person=p, course=quiz.course, enrolled_at=_BEGUN) for p in people),
        batch_size=_AT_ONCE,
    )
    chance = random.Random(papers)  # noqa: S311 -- the same papers at each run
    for start in range(0, papers, _AT_ONCE):
        drawn = [_draw_paper(items, chance) for _one in enrolments[start : start + _AT_ONCE]]
        attempts = Attempt.objects.bulk_create(
            _build_attempt(quiz, enrolment, rows)
            for enrolment, rows in zip(enrolments[start:], drawn, strict=False)
        )
        AttemptItem.objects.bulk_create(
            (
                row
                for attempt, rows in zip(attempts, drawn, strict=True)
                for row in _bind(attempt, rows)
            ),
            batch_size=_AT_ONCE,
        )
    return quiz


def _make_question(number: int) -> ItemVersion:
    if number % 10 == 0:
        return make_item(kind="short_text", answer_key={"accepted": ["1"]}, options=())
    return make_item(options=("a", "b", "c", "d"))


def _draw_paper(items: list[ItemVersion], chance: random.Random) -> list[AttemptItem]:
    strength, at, rows = chance.random(), _BEGUN, []
    for place, version in enumerate(chance.sample(items, ASKED)):
        at += dt.timedelta(seconds=chance.randint(5, 90))
        is_right = chance.random() < 0.3 + 0.6 * strength
        right, wrong = (
            ("text:1", _TYPED) if version.kind == "short_text" else ("a", ["b", "c", "d"])
        )
        answer = right if is_right else chance.choice(wrong)
        facts = {"answer": [answer], "points": int(is_right), "answered_at": at}
        rows.append(
            AttemptItem(
                version=version, position=place + 1, option_order=["d", "a", "c", "b"], **facts
            )
        )
    return rows


def _build_attempt(quiz: Quiz, enrolment: Enrolment, rows: list[AttemptItem]) -> Attempt:
    score = score_percent(sum(row.points for row in rows), ASKED)
    facts = {"score": score, "passed": score >= quiz.pass_mark, "pass_mark": quiz.pass_mark}
    when = {"started_at": _BEGUN, "submitted_at": rows[-1].answered_at}
    language = "en" if enrolment.pk % 4 == 0 else "my"
    return Attempt(
        quiz=quiz,
        enrolment=enrolment,
        number=1,
        seed=enrolment.pk,
        language=language,
        **facts,
        **when,
    )


def _bind(attempt: Attempt, rows: list[AttemptItem]) -> Iterator[AttemptItem]:
    for row in rows:
        row.attempt = attempt
        yield row
