"""Each seat gets a paper of its own, once; another one only for a reason."""

import pytest

from courses.models import PaperSheet
from courses.papers import TestPlan, prepare_test
from courses.papers.codes import parse_code
from courses.papers.preparing import (
    add_sheets,
    count_unprintable,
    discard_test,
    redraw_sheet,
    void_sheet,
)
from courses.papers.refusals import PaperRefused
from courses.sessions import join_session
from people.models import Role
from tests.courses.factories import make_course, make_item, make_quiz
from tests.courses.paper_factories import AFTER, enter, make_paper_test, make_test_session
from tests.courses.session_factories import BEFORE, make_official, make_runner, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_test_session()


@pytest.fixture
def trainer(session):
    return make_runner(session.agency)


@pytest.fixture
def paper(session, trainer):
    return make_paper_test(session, trainer, quiz=make_quiz(session.course, items=6))


def refusal_of(act, *arguments, **named):
    with pytest.raises(PaperRefused) as refused:
        act(*arguments, **named)
    return refused.value.refusal


def test_each_seat_has_its_own_draw_and_code(paper):
    first, second = paper.sheets.all()
    assert first.drawn != second.drawn
    assert {parse_code(one.code) for one in (first, second)} == {first.code, second.code}
    assert [one.number for one in (first, second)] == [1, 2]


def test_prepared_again_it_is_the_same_paper_and_newcomers_get_theirs(paper, session, trainer):
    before = list(paper.sheets.values_list("code", "drawn"))
    session.capacity = 3
    session.save()
    join_session(session, make_official(), at=BEFORE)
    assert make_paper_test(session, trainer, quiz=paper.quiz) == paper
    after = list(paper.sheets.values_list("code", "drawn"))
    assert (after[:2], len(after)) == (before, 3)


def test_another_draw_needs_a_reason_and_voids_the_first(paper, trainer):
    sheet = paper.sheets.first()
    assert refusal_of(redraw_sheet, sheet, by=trainer, reason="") == "reason"
    new = redraw_sheet(sheet, by=trainer, reason="Seen by a neighbour")
    assert (new.seat, new.number) == (sheet.seat, 3)
    assert new.code != sheet.code
    sheet.refresh_from_db()
    assert (sheet.state, sheet.reason, sheet.decided_by) == (
        "void",
        "Seen by a neighbour",
        trainer,
    )


def test_a_lost_sheet_counts_for_nothing_and_is_not_drawn_again_by_itself(paper, trainer):
    sheet = void_sheet(paper.sheets.first(), by=trainer, reason="Lost")
    assert add_sheets(paper, by=trainer) == []
    assert [one.refusal for one in enter(paper, [sheet], trainer)] == ["void"]


def test_what_paper_cannot_hold_is_told_before(session, trainer):
    film = make_item(options=tuple("abcdefghijk"))
    quiz = make_quiz(session.course, item_keys=[film.item.key])
    plan = TestPlan(quiz, "en")
    assert refusal_of(prepare_test, session, plan, by=trainer) == "no_paper"


def test_a_sheet_draws_only_what_paper_can_hold(session, trainer):
    held, film = make_item(), make_item(options=tuple("abcdefghijk"))
    quiz = make_quiz(session.course, item_keys=[held.item.key, film.item.key])
    sheet = prepare_test(session, TestPlan(quiz, "en"), by=trainer).sheets.first()
    assert [version for version, _options in sheet.drawn] == [held.pk]
    assert count_unprintable(quiz, "en") == 1


def test_a_test_of_another_course_and_a_session_without_one_are_refused(session, trainer):
    plan = TestPlan(make_quiz(make_course()), "en")
    assert refusal_of(prepare_test, session, plan, by=trainer) == "quiz"
    bare = make_session(session.agency, by=trainer)
    assert refusal_of(prepare_test, bare, plan, by=trainer) == "no_course"


def test_strangers_and_who_sits_there_print_nothing(session, paper, trainer):
    plan = TestPlan(paper.quiz, "en")
    stranger = make_runner(make_course().agency)
    assert refusal_of(prepare_test, session, plan, by=stranger) == "not_yours"
    registrar = make_runner(session.agency, Role.Kind.REGISTRAR)
    assert refusal_of(prepare_test, session, plan, by=registrar) == "not_yours"
    session.capacity = 9
    session.save()
    join_session(session, trainer, at=BEFORE)
    assert refusal_of(prepare_test, session, plan, by=trainer) == "own_seat"


def test_a_test_by_mistake_is_thrown_away_until_something_is_entered(paper, trainer):
    enter(paper, paper.sheets.all()[:1], trainer, at=AFTER)
    assert refusal_of(discard_test, paper, by=trainer) == "entered"
    PaperSheet.objects.filter(test=paper).update(state="ready")
    discard_test(paper, by=trainer)
    assert not PaperSheet.objects.exists()


def test_a_hundred_seats_cost_as_many_queries_as_few(django_assert_max_num_queries):
    session = make_test_session(seats=20)
    trainer = make_runner(session.agency)
    plan = TestPlan(make_quiz(session.course), "en")
    with django_assert_max_num_queries(25):
        prepare_test(session, plan, by=trainer)
