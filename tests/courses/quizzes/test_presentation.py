"""Questions are shown in the reader's language, and the key only after grading."""

import pytest

from courses.items.draw import list_drawable_versions
from courses.quizzes.attempts import save_answers, start_attempt, submit_attempt
from courses.quizzes.presentation import (
    list_known_modules,
    list_lessons_to_review,
    present_graded_questions,
    present_questions,
)
from tests.courses.factories import (
    do_what_comes_before,
    make_course,
    make_enrolment,
    make_item,
    make_lesson,
    make_module,
    make_quiz,
    right_answers,
)

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


@pytest.fixture
def course():
    return make_course()


@pytest.fixture
def attempt(course):
    return start_attempt(make_quiz(course), make_enrolment(course), language="my")


def chosen(question):
    return [option.id for option in question.options if option.is_chosen]


def test_before_grading_nothing_of_the_key_is_there(attempt):
    save_answers(attempt, right_answers(attempt))
    for question in present_questions(attempt, language="en"):
        assert (question.is_right, question.feedback, chosen(question)) == (False, "", ["a"])
        assert not any(option.is_right for option in question.options)


def test_after_grading_the_right_options_and_the_feedback_are_there(attempt):
    submit_attempt(attempt, right_answers(attempt) | {1: ["b"]})
    wrong, right, _other = present_graded_questions(attempt, language="en")
    assert (wrong.is_right, right.is_right) == (False, True)
    assert [option.id for option in wrong.options if option.is_right] == ["a"]
    assert wrong.feedback == "<p>Because (en).</p>"


def test_answers_not_saved_yet_go_before_saved_ones(attempt):
    save_answers(attempt, {1: ["a"], 2: ["a"]})
    shown = present_questions(attempt, language="my", unsaved={1: ["b"], 2: []})
    assert [chosen(question) for question in shown] == [["b"], [], []]


def test_options_keep_the_order_of_the_attempt(attempt):
    orders = [item.option_order for item in attempt.items.all()]
    shown = present_questions(attempt, language="my")
    assert [[option.id for option in question.options] for question in shown] == orders


@pytest.mark.parametrize(("offered", "shown"), [(("my", "en"), "my"), (("en",), "en")])
def test_a_missing_language_falls_back(course, offered, shown):
    item = make_item(languages=offered)
    quiz = make_quiz(course, item_keys=[item.item.key])
    attempt = start_attempt(quiz, make_enrolment(course), language="my")
    [question] = present_questions(attempt, language="shn")
    assert (question.language, question.stem) == (shown, f"<p>Which? ({shown})</p>")


def test_a_wrong_answer_in_a_module_leads_to_its_lessons(course):
    module, other = make_module(course), make_module(course, position=2)
    lessons = [make_lesson(course, module=module, position=n).lesson for n in (2, 1)]
    make_lesson(course, module=other)
    quiz, enrolment = make_quiz(course, module=module), make_enrolment(course)
    attempt = start_attempt(quiz, enrolment, language="my")
    submit_attempt(attempt, right_answers(attempt) | {1: ["b"]})
    assert list_lessons_to_review(attempt) == lessons[::-1]
    again = start_attempt(quiz, enrolment, language="my")
    submit_attempt(again, right_answers(again))
    assert list_lessons_to_review(again) == []


def test_a_final_test_leads_to_the_modules_that_ask_the_same(course):
    module, other = make_module(course), make_module(course, position=2)
    lesson = make_lesson(course, module=module).lesson
    make_lesson(course, module=other)
    asked = make_quiz(course, module=module, items=1)
    make_quiz(course, module=other, items=1)
    [version] = list_drawable_versions(asked, language="my")
    final, enrolment = make_quiz(course, item_keys=[version.item.key]), make_enrolment(course)
    do_what_comes_before(final, enrolment)
    attempt = start_attempt(final, enrolment, language="my")
    submit_attempt(attempt, {})
    assert list_lessons_to_review(attempt) == [lesson]


def test_a_test_that_hides_its_answers_names_the_same_lessons_whatever_was_answered(course):
    module, other = make_module(course), make_module(course, position=2)
    lessons = [make_lesson(course, module=one).lesson for one in (module, other)]
    asked = [make_quiz(course, module=one, items=1) for one in (module, other)]
    keys = [quiz.items.get().key for quiz in asked]
    final, enrolment = (
        make_quiz(course, item_keys=keys, shows_answers=False),
        make_enrolment(course),
    )
    do_what_comes_before(final, enrolment)
    for answers in ({}, {1: ["a"]}, {2: ["a"]}):
        attempt = start_attempt(final, enrolment, language="my")
        submit_attempt(attempt, answers)
        assert list_lessons_to_review(attempt) == lessons


@pytest.mark.parametrize("shows_answers", [True, False])
def test_a_final_test_with_questions_of_its_own_leads_to_the_whole_course(course, shows_answers):
    lessons = [make_lesson(course, module=make_module(course)).lesson]
    final, enrolment = make_quiz(course, shows_answers=shows_answers), make_enrolment(course)
    do_what_comes_before(final, enrolment)
    attempt = submit_attempt(start_attempt(final, enrolment, language="my"), {})
    assert list_lessons_to_review(attempt) == lessons


def test_a_first_test_says_which_modules_are_known(course):
    modules = [make_module(course, position=place) for place in (1, 2, 3)]
    keys = [make_item().item.key for _ in range(3)]
    for module, asked in zip(modules, ([keys[0]], keys[1:], []), strict=True):
        make_quiz(course, module=module, item_keys=asked)
    attempt = start_attempt(
        make_quiz(course, is_first_test=True, item_keys=keys),
        make_enrolment(course),
        language="my",
    )
    wrong = attempt.items.filter(version__item__key=keys[2]).get().position
    submit_attempt(attempt, right_answers(attempt) | {wrong: ["b"]})
    found = [(one.module, one.is_known) for one in list_known_modules(attempt)]
    assert found == [(modules[0], True), (modules[1], False)]
