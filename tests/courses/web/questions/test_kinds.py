"""A paper with a question of every kind, as a browser without a script answers it."""

import re
import uuid

import pytest

from courses.catalogue.items import publish_item
from courses.items.kinds import find_kind
from courses.quizzes.attempts import start_attempt
from courses.quizzes.presentation import present_questions
from tests.courses.addresses import address
from tests.courses.factories import make_enrolment, make_quiz
from tests.courses.items.kinds.questions import QUESTIONS

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def kinds_attempt(person, quiz):
    """An attempt that asks a question of every kind."""
    keys = [publish_question(kind) for kind in QUESTIONS]
    every = make_quiz(quiz.course, module=quiz.module, item_keys=keys)
    return start_attempt(every, make_enrolment(quiz.course, person=person), language="en")


def publish_question(kind):
    words, key = QUESTIONS[kind]
    content = {"en": {"stem": f"<p>{kind}</p>", "hint": "<p>Think.</p>", **words}}
    item = publish_item(key=uuid.uuid4(), kind=kind, content=content, answer_key=key).item
    return item.key


def fill_form(attempt, answers):
    """The fields that a browser sends without a script: what is typed has a field of its slot."""
    form = {}
    for question in present_questions(attempt, language="en"):
        typed = {slot.id for slot in question.parts.slots if not slot.options}
        for one in answers[question.position]:
            slot, _colon, value = one.partition(":")
            name = f"q{question.position}"
            if slot in typed:
                form[f"{name}.{slot}"] = f" {value} "
            else:
                form.setdefault(name, []).append(one)
    return form


def test_every_kind_is_saved_shown_again_and_graded(client, kinds_attempt):
    paper = address("attempt", kinds_attempt.quiz.key, 1)
    items = list(kinds_attempt.items.select_related("version"))
    right = {
        item.position: find_kind(item.version.kind).build_right_answer(item.version.answer_key)
        for item in items
    }
    form = fill_form(kinds_attempt, right)
    blank = {f"w{item.position}": "" for item in items}
    assert client.post(paper, {**form, **blank, "act": "save"}).status_code == 302
    saved = {item.position: item.answer for item in kinds_attempt.items.all()}
    assert saved == right
    shown = client.get(paper).content.decode()
    assert shown.count(" selected>") == 2 + 3 + 3 + 1 + 1
    assert shown.count("<summary>") >= len(items)
    # Another window, which has not seen it, sends the typed answer with other spaces.
    place = next(item.position for item in items if item.version.kind == "short_text")
    seen = {f"w{place}": f"{right[place][0]} ", f"q{place}.text": "other", "act": "save"}
    assert client.post(paper, seen).status_code == 302
    for forged in ({f"q{place}.other": "x"}, {f"q{place}.text": "x" * 201}):
        assert client.post(paper, {**forged, "shown": "1.x", "act": "save"}).status_code == 400
    client.post(paper, {**form, "act": "submit"})
    kinds_attempt.refresh_from_db()
    assert kinds_attempt.score == 100
    result = client.get(paper).content.decode()
    assert "12.5" in result
    assert result.count("the right answer") == 0
    burmese = client.get(paper.replace("/en/", "/my/", 1)).content.decode()
    assert re.search(r"သင်၏ အဖြေဂဏန်း[^<]*<b[^>]*>၁၂\.၅</b>", burmese)
