"""Rows are kept or refused one by one, and two people who read the same agree by it."""

import datetime as dt

import pytest

from courses.papers import EnteredRow, enter_rows
from courses.papers.refusals import PaperRefused
from courses.sessions.closing import cancel_session
from people.models import Role
from tests.courses.factories import make_quiz
from tests.courses.paper_factories import (
    AFTER,
    enter,
    make_paper_test,
    make_test_session,
    write_answers,
)
from tests.courses.session_factories import BEFORE, make_runner
from tests.people.factories import RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_test_session()


@pytest.fixture
def trainer(session):
    return make_runner(session.agency)


@pytest.fixture
def second(session):
    return make_runner(session.agency, Role.Kind.REGISTRAR)


@pytest.fixture
def paper(session, trainer):
    return make_paper_test(session, trainer)


def states(paper):
    return list(paper.sheets.values_list("state", flat=True))


def test_a_wrong_row_is_refused_in_words_and_the_others_are_kept(paper, trainer):
    good, bad = paper.sheets.all()
    rows = [
        EnteredRow(1, good.code, write_answers(good)),
        EnteredRow(2, "1234-5678", "ABC"),
        EnteredRow(3, bad.code, "AB"),
    ]
    outcomes = enter_rows(paper, rows, by=trainer, at=AFTER)
    assert [one.refusal for one in outcomes] == [None, "code", "count"]
    assert states(paper) == ["entered", "ready"]


def test_a_code_in_two_rows_is_refused_in_both(paper, trainer):
    sheet = paper.sheets.first()
    outcomes = enter(paper, [sheet, sheet], trainer)
    assert [one.refusal for one in outcomes] == ["twice", "twice"]


def test_two_who_read_the_same_have_agreed(paper, trainer, second):
    sheets = list(paper.sheets.all())
    enter(paper, sheets, trainer)
    enter(paper, sheets[:1], second)
    assert states(paper) == ["confirmed", "entered"]
    sheet = paper.sheets.first()
    assert (sheet.entered_by, sheet.confirmed_by) == (trainer, second)


def test_two_who_differ_wait_until_one_has_looked_again(paper, trainer, second):
    sheet = paper.sheets.first()
    enter(paper, [sheet], trainer, answer=["b"])
    enter(paper, [sheet], second)
    assert states(paper)[0] == "differs"
    enter(paper, [sheet], trainer)
    assert states(paper)[0] == "confirmed"
    assert paper.sheets.first().confirmed_by == second


def test_who_enters_again_corrects_and_does_not_confirm(paper, trainer):
    sheet = paper.sheets.first()
    for _time in range(2):
        enter(paper, [sheet], trainer)
    assert states(paper)[0] == "entered"
    assert sheet.entries.count() == 1


def test_a_deputy_is_no_second_person(paper, trainer, session):
    deputy = RoleFactory(
        agency=session.agency,
        kind=Role.Kind.TRAINER,
        acting_for=trainer,
        valid_to=dt.date(2099, 1, 1),
    ).person
    sheet = paper.sheets.first()
    enter(paper, [sheet], trainer)
    enter(paper, [sheet], deputy)
    assert states(paper)[0] == "entered"


def test_nobody_enters_their_own_sheet(session, paper, trainer):
    seated = paper.sheets.first().seat.person
    RoleFactory(person=seated, agency=session.agency, kind=Role.Kind.HR)
    assert [one.refusal for one in enter(paper, paper.sheets.all()[:1], seated)] == ["own"]


def test_who_lost_the_seat_and_what_was_agreed_are_refused(paper, trainer, second):
    first, other = paper.sheets.all()
    enter(paper, [first], trainer)
    enter(paper, [first], second)
    type(other.seat).objects.filter(pk=other.seat_id).update(state="withdrawn")
    outcomes = enter(paper, [first, other], trainer)
    assert [one.refusal for one in outcomes] == ["final", "no_seat"]


@pytest.mark.parametrize(
    ("at", "refusal"), [(BEFORE, "not_begun"), (AFTER + dt.timedelta(days=91), "window")]
)
def test_results_come_in_within_the_window(paper, trainer, at, refusal):
    with pytest.raises(PaperRefused) as refused:
        enter(paper, paper.sheets.all(), trainer, at=at)
    assert refused.value.refusal == refusal


def test_strangers_and_cancelled_sessions_are_refused(paper, trainer, session):
    with pytest.raises(PaperRefused, match="not_yours"):
        enter(paper, paper.sheets.all(), make_runner(make_test_session().agency))
    cancel_session(session, by=trainer, reason="Flood")
    with pytest.raises(PaperRefused, match="not_open"):
        enter(paper, paper.sheets.all(), trainer)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("17", None), ("၁၇", None), ("21", "points"), ("-1", "points"), ("x", "points")],
)
def test_points_of_a_test_marked_elsewhere(session, trainer, text, refusal):
    paper = make_paper_test(session, trainer, quiz=make_quiz(session.course), most_points=20)
    outcome = enter(paper, paper.sheets.all()[:1], trainer, text=text)[0]
    assert outcome.refusal == refusal


def test_a_hundred_rows_are_saved_in_few_statements(django_assert_max_num_queries):
    session = make_test_session(seats=30)
    trainer = make_runner(session.agency)
    paper = make_paper_test(session, trainer)
    sheets = list(paper.sheets.all())
    with django_assert_max_num_queries(20):
        enter(paper, sheets, trainer)
    assert set(states(paper)) == {"entered"}
