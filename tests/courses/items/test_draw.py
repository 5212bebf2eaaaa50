"""The draw, for every seed."""

import itertools
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue import retire_row
from courses.catalogue.items import ItemFacts
from courses.items.draw import (
    draw_from_quiz,
    draw_questions,
    list_drawable_versions,
    redraw_questions,
)
from courses.items.sections import DrawPlan, DrawSection
from courses.items.withdrawal import withdraw_item_version
from courses.models import Item, ItemVersion, Quiz
from courses.quizzes.attempts import start_attempt
from tests.courses.factories import content, make_course, make_enrolment, make_item, make_quiz

SEEDS = st.integers(0, 2**53 - 1)
BANK = [
    ItemVersion(
        item=Item(key=uuid.uuid5(uuid.NAMESPACE_OID, str(number))),
        content=content("abcd"),
        answer_key=["a"],
        kind="single",
    )
    for number in range(12)
]


def plan_of(count):
    return DrawPlan((DrawSection(count),))


def shape(paper):
    return [(one.version.item.key, one.option_order) for one in paper]


@given(SEEDS, st.integers(1, 20))
def test_a_draw_has_no_question_twice_and_every_option_once(seed, count):
    paper = draw_questions(BANK, seed=seed, plan=plan_of(count))
    assert len({one.version.item.key for one in paper}) == len(paper) == min(count, 12)
    assert all(sorted(one.option_order) == ["a", "b", "c", "d"] for one in paper)


@given(SEEDS, st.randoms(), st.integers(1, 12))
def test_a_draw_depends_on_the_seed_and_not_on_the_order_of_the_bank(seed, random, count):
    mixed = BANK.copy()
    random.shuffle(mixed)
    assert shape(draw_questions(mixed, seed=seed, plan=plan_of(count))) == shape(
        draw_questions(BANK, seed=seed, plan=plan_of(count))
    )


@given(SEEDS, st.integers(1, 12))
def test_what_was_drawn_draws_itself_again(seed, count):
    paper = draw_questions(BANK, seed=seed, plan=plan_of(count))
    assert shape(draw_questions([one.version for one in paper], seed=seed)) == shape(paper)


@given(SEEDS, st.sets(st.sampled_from("abcd")))
def test_an_option_that_keeps_its_place_stands_in_it_in_every_paper(seed, kept):
    places = {one: "abcd".index(one) for one in kept}
    question = ItemVersion(
        item=Item(key=uuid.uuid5(uuid.NAMESPACE_OID, "kept")),
        content=content("abcd"),
        answer_key=["a"],
        kind="single",
        fixed_places=places,
    )
    [drawn] = draw_questions([question], seed=seed)
    assert sorted(drawn.option_order) == ["a", "b", "c", "d"]
    assert {one: drawn.option_order.index(one) for one in kept} == places


def test_all_of_the_above_stays_last_while_the_others_are_shuffled():
    question = ItemVersion(
        item=Item(key=uuid.uuid5(uuid.NAMESPACE_OID, "above")),
        kind="single",
        content=content("abcd"),
        fixed_places={"d": 3},
    )
    orders = {tuple(draw_questions([question], seed=n)[0].option_order) for n in range(100)}
    assert {order[-1] for order in orders} == {"d"}
    assert len(orders) == 6


def test_seeds_differ():
    papers = {
        tuple(one.version.item.key for one in draw_questions(BANK, seed=seed))
        for seed in range(50)
    }
    assert len(papers) == 50


@pytest.mark.django_db
def test_only_the_newest_version_of_published_questions_is_drawn():
    first, second, gone = make_item(), make_item(), make_item()
    newer = make_item(key=first.item.key, answer_key=("b",))
    retire_row(gone.item)
    keys = [one.item.key for one in (first, second, gone)]
    quiz = make_quiz(make_course(), item_keys=keys)
    assert set(list_drawable_versions(quiz, language="my")) == {newer, second}


@pytest.mark.django_db
def test_a_paper_is_rebuilt_after_its_questions_changed():
    course = make_course()
    quiz = make_quiz(course, items=6, draw_count=4)
    attempt = start_attempt(quiz, make_enrolment(course), language="my", seed=7)
    shown = [(one.version_id, one.option_order) for one in attempt.items.all()]
    for item in quiz.items.all():
        make_item(key=item.key, answer_key=("b",))
    assert [(one.version.pk, one.option_order) for one in redraw_questions(attempt)] == shown


@pytest.mark.django_db
def test_papers_in_sections_are_rebuilt_after_bank_rules_and_sections_changed():
    course = make_course()
    keys = [make_item(known=ItemFacts(tags=["law"] * (n < 3))).item.key for n in range(9)]
    sections = (DrawSection(4), DrawSection(2, tag="law"), DrawSection(2))
    for shuffles in itertools.product([True, False], repeat=2):
        names = ("shuffles_questions", "shuffles_options")
        how = dict(zip(names, shuffles, strict=True)) | {"item_keys": keys, "sections": sections}
        quiz = make_quiz(course, **how)
        for seed in range(5):
            enrolment = make_enrolment(course)
            attempt = start_attempt(quiz, enrolment, language="my", seed=seed)
            rows = list(attempt.items.select_related("version__item"))
            assert [row.section for row in rows] == [0, 0, 0, 0, 1, 1, 2, 2]
            shown = [(row.version_id, row.option_order, row.section) for row in rows]
            Quiz.objects.filter(pk=quiz.pk).update(shuffles_questions=True, draw_count=1)
            quiz.sections.all().delete()
            again = redraw_questions(type(attempt).objects.get(pk=attempt.pk))
            assert [(one.version.pk, one.option_order, one.section) for one in again] == shown
            quiz = make_quiz(course, **how)


@pytest.mark.django_db
def test_what_is_not_shuffled_stands_as_its_author_wrote_it():
    written = ["c", "a", "b"]
    keys = [make_item(known=ItemFacts(option_order=written)).item.key for _number in range(7)]
    rules = {"shuffles_questions": False, "shuffles_options": False, "draw_count": 5}
    quiz = make_quiz(make_course(), item_keys=keys, **rules)
    for seed in range(4):
        paper = draw_from_quiz(quiz, language="my", seed=seed)
        places = [keys.index(one.version.item.key) for one in paper]
        assert places == sorted(places)
        assert [one.option_order for one in paper] == [written] * 5


@pytest.mark.django_db
def test_a_paper_costs_the_same_queries_from_any_bank(django_assert_num_queries):
    quiz = make_quiz(make_course(), items=12, sections=(DrawSection(3), DrawSection(4)))
    with django_assert_num_queries(3):
        assert len(draw_from_quiz(quiz, language="my", seed=1)) == 7


@pytest.mark.django_db
def test_a_question_is_asked_as_it_last_was_in_the_language_of_the_paper():
    first = make_item()
    newer = make_item(key=first.item.key, languages=("en",))
    quiz = make_quiz(make_course(), item_keys=[first.item.key])
    asked = {code: list_drawable_versions(quiz, language=code) for code in ("my", "en", "shn")}
    assert asked == {"my": [first], "en": [newer], "shn": [newer]}
    withdraw_item_version(first, note="Wrong.")
    assert list_drawable_versions(quiz, language="my") == []
