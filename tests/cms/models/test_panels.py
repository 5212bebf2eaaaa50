"""What is to be done before publishing stands in the editor while there is something."""

import pytest

from cms.models import QuizPage
from cms.models.panels import ReadinessPanel
from tests.cms import factories as f

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def bind(page):
    panel = ReadinessPanel().bind_to_model(type(page))
    return panel.get_bound_panel(instance=page, request=None, form=None)


@pytest.fixture
def quiz(course, shelf):
    bank = f.put_bank(shelf, items=[f.item(f"Which is {n}?", order=n) for n in range(3)])
    return f.put_quiz(course, bank, draw_count=2, answers_shown="never")


def test_it_tells_what_is_weak_and_hides_when_nothing_is(quiz):
    shown = bind(quiz)
    assert shown.is_shown()
    told = shown.get_context_data({})
    assert told["advice"] == quiz.list_weaknesses() != []
    assert told["problems"] == []
    quiz.draw_count = 1
    assert not bind(quiz).is_shown()


def test_it_tells_what_keeps_the_page_from_being_published(course):
    shown = bind(course)
    assert shown.is_shown()
    assert len(shown.get_context_data({})["problems"]) == 2


def test_a_quiz_that_is_being_written_gets_none():
    assert not bind(QuizPage()).is_shown()
