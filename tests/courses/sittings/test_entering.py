"""Who has a seat begins by the code, on one device, within the time for it."""

import datetime as dt

import pytest

from courses.models import Attempt, AttemptTaken
from courses.progress.completion import complete_if_finished
from courses.quizzes import submit_attempt
from courses.quizzes.attempts import start_attempt
from courses.quizzes.opening import SupervisedOnly
from courses.sessions import join_session
from courses.sessions.seats import remove_from_session
from courses.sittings import SittingRefused, close_sitting
from courses.sittings.codes import make_code
from courses.sittings.planning import remove_seat
from courses.sittings.refusals import SittingRefusal
from courses.sittings.running import let_in
from tests.courses.factories import do_what_comes_before, make_enrolment, make_lesson
from tests.courses.session_factories import (
    BEFORE,
    MONDAY,
    make_official,
    make_runner,
    make_session,
)
from tests.courses.sittings.factories import (
    OTHER_PHONE,
    enter,
    make_open_sitting,
    make_sitting,
    make_supervised_quiz,
    right_answers,
)

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)
R = SittingRefusal


def refusal(act, *args, **kwargs):
    with pytest.raises(SittingRefused) as found:
        act(*args, **kwargs)
    return found.value.refusal


@pytest.fixture
def sitting():
    return make_open_sitting()


@pytest.fixture
def seat(sitting):
    return sitting.seats.get()


def test_a_paper_of_the_room_is_marked_supervised_and_completes_the_course(seat):
    paper = enter(seat)
    assert (paper.taken, paper.seat) == (AttemptTaken.SUPERVISED, seat)
    assert paper.closes_at == MONDAY + 60 * MINUTE
    submit_attempt(paper, right_answers(paper), at=MONDAY + MINUTE)
    paper.enrolment.refresh_from_db()
    assert paper.enrolment.completed_at == MONDAY + MINUTE


def test_a_test_that_must_be_supervised_opens_nowhere_else():
    quiz = make_supervised_quiz()
    with pytest.raises(SupervisedOnly):
        start_attempt(quiz, make_enrolment(quiz.course), language="my")


def test_no_attempt_from_before_counts_once_it_must_be_supervised():
    quiz = make_supervised_quiz(supervision="may")
    make_lesson(quiz.course)
    enrolment = make_enrolment(quiz.course)
    do_what_comes_before(quiz, enrolment)
    paper = start_attempt(quiz, enrolment, language="my")
    type(quiz).objects.update(supervision="must")
    submit_attempt(paper, right_answers(paper))
    assert Attempt.objects.get().passed
    assert not complete_if_finished(enrolment)
    type(quiz).objects.update(supervision="may")
    assert complete_if_finished(enrolment)


def test_nothing_opens_before_the_room_is_set_nor_after_it_is_closed():
    sitting = make_sitting()
    seat = sitting.seats.get()
    assert refusal(enter, seat, code=make_code(sitting, at=MONDAY)) == R.NOT_STARTED
    over = make_open_sitting()
    close_sitting(over, by=over.made_by, at=MONDAY)
    assert refusal(enter, over.seats.get()) == R.OVER


def test_a_wrong_code_is_counted_and_the_seat_locks_until_the_invigilator_lets_in(sitting, seat):
    right = make_code(sitting, at=MONDAY)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    tries = [refusal(enter, seat, code=wrong) for _ in range(5)]
    assert set(tries) == {R.WRONG_CODE}
    assert refusal(enter, seat, code=right) == R.LOCKED
    let_in(seat, by=sitting.made_by, at=MONDAY)
    assert enter(seat, code=right)


def test_a_code_of_another_room_opens_nothing(seat):
    assert refusal(enter, seat, code=make_code(make_open_sitting(), at=MONDAY)) == R.WRONG_CODE


def test_the_paper_stays_with_the_device_until_the_invigilator_lets_in_another(sitting, seat):
    paper = enter(seat)
    assert refusal(enter, seat, device=OTHER_PHONE) == R.ELSEWHERE
    assert enter(seat) == paper  # the same device comes back: reloaded, or signed out meanwhile
    let_in(seat, by=sitting.made_by, at=MONDAY)
    assert enter(seat, device=OTHER_PHONE) == paper
    assert refusal(enter, seat) == R.ELSEWHERE
    assert Attempt.objects.count() == 1


def test_who_comes_late_is_let_in_by_the_invigilator(sitting, seat):
    late = MONDAY + 31 * MINUTE
    assert refusal(enter, seat, at=late) == R.LATE
    let_in(seat, by=sitting.made_by, at=late)
    assert enter(seat, at=late + MINUTE)
    # Who has begun comes back whenever, while the room is open.
    assert enter(seat, at=late + 20 * MINUTE)


def test_a_second_try_and_a_passed_test_stay_closed(seat):
    paper = enter(seat)
    submit_attempt(paper, {}, at=MONDAY)
    assert refusal(enter, seat) == R.TAKEN
    quiz = make_supervised_quiz(supervision="may")
    other = make_open_sitting(quiz).seats.get()
    online = start_attempt(quiz, make_enrolment(quiz.course, person=other.person), language="my")
    submit_attempt(online, right_answers(online))
    assert refusal(enter, other) == R.PASSED


def test_a_paper_begun_outside_never_becomes_one_of_the_room():
    quiz = make_supervised_quiz(supervision="may")
    seat = make_open_sitting(quiz).seats.get()
    enrolment = make_enrolment(quiz.course, person=seat.person)
    outside = start_attempt(quiz, enrolment, language="my", at=MONDAY)
    paper = enter(seat, at=MONDAY + MINUTE)
    outside.refresh_from_db()
    assert paper != outside
    assert (outside.taken, bool(outside.submitted_at)) == (AttemptTaken.ONLINE, True)


def test_a_seat_opens_the_test_whatever_is_left_to_read_or_used_up():
    quiz = make_supervised_quiz(supervision="may", attempt_limit=1)
    make_lesson(quiz.course)
    paper = enter(make_open_sitting(quiz).seats.get())
    submit_attempt(paper, right_answers(paper), at=MONDAY)
    assert Attempt.objects.get().passed
    paper.enrolment.refresh_from_db()
    assert paper.enrolment.completed_at is None  # the lesson is still to read


def test_who_left_the_class_session_meanwhile_has_no_seat():
    quiz = make_supervised_quiz()
    by = make_runner(quiz.course.agency)
    session = make_session(quiz.course.agency, by=by, course=quiz.course)
    people = [make_official(quiz.course.agency) for _ in range(2)]
    taken = [join_session(session, one, at=BEFORE) for one in people]
    sitting = make_open_sitting(quiz, by=by, seats=0, session=session)
    gone, stays = (sitting.seats.get(person=one) for one in people)
    remove_from_session(taken[0], by=by, reason="Moved.", at=BEFORE)
    assert refusal(enter, gone) == R.NO_SEAT
    assert enter(stays)


def test_a_seat_taken_away_opens_nothing_and_one_in_use_stays(sitting, seat):
    remove_seat(seat, by=sitting.made_by, at=MONDAY)
    assert refusal(enter, seat) == R.NO_SEAT
    other = make_open_sitting()
    enter(other.seats.get())
    assert refusal(remove_seat, other.seats.get(), by=other.made_by) == R.BEGUN
