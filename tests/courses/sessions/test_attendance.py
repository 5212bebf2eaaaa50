"""Who was there is recorded once, within the part, and corrections say what was before."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import Attendance, AttendanceChange, ClassSession, SessionSeat
from courses.sessions import SessionRefused, check_in, join_session, save_list
from courses.sessions.attendance import MarkedRow, find_attendant
from courses.sessions.refusals import SessionRefusal
from courses.sessions.scheduling import change_session
from people.models import Person, Role
from tests.courses.session_factories import (
    BEFORE,
    HOUR,
    MONDAY,
    make_official,
    make_plan,
    make_runner,
    make_session,
)
from tests.courses.session_factories import part as make_part
from tests.people.factories import AgencyFactory, RoleFactory

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def session():
    return make_session(capacity=200)


@pytest.fixture
def part(session):
    return session.parts.get()


@pytest.fixture
def seat(session):
    return join_session(session, make_official(), at=BEFORE)


@pytest.fixture
def trainer(session):
    return make_runner(session.agency)


@pytest.mark.parametrize(
    ("after", "state"),
    [(-30, "present"), (0, "present"), (10, "present"), (11, "late"), (60, "late")],
)
def test_who_scans_after_ten_minutes_is_late(part, seat, after, state):
    assert check_in(part, seat.person, at=MONDAY + after * MINUTE).state == state


def test_who_scanned_too_early_scans_again_and_is_recorded(part, seat):
    with pytest.raises(SessionRefused):
        check_in(part, seat.person, at=MONDAY - 31 * MINUTE)
    assert check_in(part, seat.person, at=MONDAY - MINUTE).state == "present"


@pytest.mark.parametrize("after", [-31, 61])
def test_the_code_counts_during_the_part_only(part, seat, after):
    with pytest.raises(SessionRefused) as refused:
        check_in(part, seat.person, at=MONDAY + after * MINUTE)
    assert refused.value.refusal == SessionRefusal.WINDOW


def test_who_scans_again_changes_nothing(part, seat, trainer):
    save_list(part, {seat.pk: MarkedRow("", "absent")}, by=trainer, at=MONDAY)
    assert check_in(part, seat.person, at=MONDAY + MINUTE).state == "absent"
    assert Attendance.objects.count() == 1


def test_only_who_has_a_seat_is_recorded(part, seat, session):
    with pytest.raises(SessionRefused) as refused:
        check_in(part, make_official(), at=MONDAY)
    assert refused.value.refusal == SessionRefusal.NO_SEAT


def test_on_a_shared_phone_number_and_name_must_agree(session, seat):
    person, stranger = seat.person, make_official()
    typed = f"  {person.staff_number.lower()} "
    assert find_attendant(session, typed, "ဒေါ်ခင်မျိုး သန္တာ") == person
    assert find_attendant(session, person.staff_number, "Daw Khin Myo Thandar") == person
    for number, name in (
        (person.staff_number, "Hla Hla"),
        (person.staff_number, ""),
        (stranger.staff_number, stranger.name_en),
        ("S-nobody", person.name_en),
    ):
        assert find_attendant(session, number, name) is None


def test_a_list_of_a_hundred_is_saved_in_few_queries(
    part, session, trainer, django_assert_max_num_queries
):
    seats = [join_session(session, make_official(), at=BEFORE) for _ in range(100)]
    rows = {seat.pk: MarkedRow("", "present") for seat in seats}
    with django_assert_max_num_queries(14):
        assert save_list(part, rows, by=trainer, at=MONDAY).written == 100
    mended = {seat.pk: MarkedRow("present", "late") for seat in seats}
    with django_assert_max_num_queries(18):
        assert save_list(part, mended, by=trainer, at=MONDAY).written == 100


def test_a_correction_keeps_what_was_and_who_corrected(part, seat, trainer):
    check_in(part, seat.person, at=MONDAY)
    save_list(part, {seat.pk: MarkedRow("present", "excused")}, by=trainer, at=MONDAY + HOUR)
    change = AttendanceChange.objects.get()
    assert (change.was, change.became, change.by) == ("present", "excused", trainer)
    assert change.at == MONDAY + HOUR


def test_of_two_devices_the_last_counts_and_is_told_but_for_rows_it_did_not_touch(
    part, session, trainer
):
    first, second = (join_session(session, make_official(), at=BEFORE) for _ in range(2))
    on_one = {first.pk: MarkedRow("", "present"), second.pk: MarkedRow("", "present")}
    save_list(part, on_one, by=trainer, at=MONDAY)
    on_other = {first.pk: MarkedRow("", "absent"), second.pk: MarkedRow("", "")}
    outcome = save_list(part, on_other, by=trainer, at=MONDAY)
    assert (outcome.written, outcome.overtaken) == (1, 1)
    states = dict(Attendance.objects.values_list("seat", "state"))
    assert states == {first.pk: "absent", second.pk: "present"}


def test_nobody_records_themselves_or_whom_they_act_for_in_the_list(part, session, trainer):
    own = join_session(session, trainer, at=BEFORE)
    deputy = make_official()
    lent = {"acting_for": trainer, "valid_to": dt.date(2100, 1, 1)}
    RoleFactory(person=deputy, agency=session.agency, kind=Role.Kind.TRAINER, **lent)
    for by in (trainer, deputy):
        with pytest.raises(SessionRefused) as refused:
            save_list(part, {own.pk: MarkedRow("", "present")}, by=by, at=MONDAY)
        assert refused.value.refusal == SessionRefusal.OWN


def test_the_code_records_nobody_who_shows_it_nor_whom_they_act_for(part, session, trainer):
    teacher = make_runner(AgencyFactory())
    session.trainers.add(teacher)
    for person in (trainer, teacher):
        join_session(session, person, at=BEFORE)
        for way in (Attendance.Way.CODE, Attendance.Way.NAME):
            with pytest.raises(SessionRefused) as refused:
                check_in(part, person, way=way, at=MONDAY)
            assert refused.value.refusal == SessionRefusal.TEACHES
    assert not Attendance.objects.exists()


def test_only_who_runs_or_teaches_the_session_takes_attendance(part, session, seat):
    teacher, stranger = (make_runner(AgencyFactory()) for _ in range(2))
    session.trainers.add(teacher)
    rows = {seat.pk: MarkedRow("", "present")}
    with pytest.raises(SessionRefused) as refused:
        save_list(part, rows, by=stranger, at=MONDAY)
    assert refused.value.refusal == SessionRefusal.NOT_YOURS
    assert save_list(part, rows, by=teacher, at=MONDAY).written == 1


def test_who_taught_and_is_no_trainer_any_more_reads_and_writes_nothing_of_it(part, session, seat):
    teacher = make_runner(AgencyFactory())
    session.trainers.add(teacher)
    assert SessionSeat.objects.visible_to(teacher).get() == seat
    teacher.roles.update(valid_to=timezone.localdate())
    former = Person.objects.get(pk=teacher.pk)
    assert not ClassSession.objects.kept_by(former).exists()
    assert not SessionSeat.objects.visible_to(former).exists()
    with pytest.raises(SessionRefused) as refused:
        save_list(part, {seat.pk: MarkedRow("", "present")}, by=former, at=MONDAY)
    assert refused.value.refusal == SessionRefusal.NOT_YOURS


def test_no_list_is_written_long_before_the_part(part, seat, trainer):
    with pytest.raises(SessionRefused) as refused:
        save_list(part, {seat.pk: MarkedRow("", "present")}, by=trainer, at=BEFORE)
    assert refused.value.refusal == SessionRefusal.NOT_BEGUN


def marked(state, minutes, seen=""):
    """A mark that a device without network made so many minutes before it could send it."""
    return MarkedRow(seen, state, minutes * MINUTE)


def test_a_mark_of_a_device_without_network_counts_from_when_it_was_made(part, seat, trainer):
    rows = {seat.pk: marked("present", 180)}
    for hours in (4, 5):  # sent again where no answer came: nothing changes
        save_list(part, rows, by=trainer, at=MONDAY + hours * HOUR)
    record = Attendance.objects.get()
    assert (record.state, record.recorded_at) == ("present", MONDAY + HOUR)
    assert not AttendanceChange.objects.exists()


def test_who_checked_in_after_the_mark_stays_and_the_trainer_is_told(part, seat, trainer):
    check_in(part, seat.person, at=MONDAY + 20 * MINUTE)
    rows = {seat.pk: marked("absent", 55)}
    outcome = save_list(part, rows, by=trainer, at=MONDAY + HOUR)
    assert [one.state for one in outcome.kept] == ["late"]
    assert (outcome.written, Attendance.objects.get().state) == (0, "late")


def test_who_checked_in_before_the_mark_is_corrected_by_it(part, seat, trainer):
    check_in(part, seat.person, at=MONDAY)
    outcome = save_list(part, {seat.pk: marked("absent", 30)}, by=trainer, at=MONDAY + HOUR)
    assert (outcome.written, outcome.kept) == (1, [])
    assert AttendanceChange.objects.get().was == "present"


def test_no_device_marks_before_the_list_is_open_or_after_now(part, seat, trainer):
    save_list(part, {seat.pk: marked("present", 10_000)}, by=trainer, at=MONDAY + HOUR)
    assert Attendance.objects.get().recorded_at == MONDAY - 30 * MINUTE


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0), (1, 0, 1)])
def test_of_two_devices_the_later_mark_counts_whichever_sends_first(part, seat, trainer, order):
    marks = (("absent", MONDAY + 5 * MINUTE), ("present", MONDAY + 15 * MINUTE))
    for number, mark in enumerate(order):
        state, made = marks[mark]
        sent = MONDAY + HOUR + number * MINUTE
        save_list(part, {seat.pk: MarkedRow("", state, sent - made)}, by=trainer, at=sent)
    assert Attendance.objects.get().state == "present"


def test_nobody_is_in_two_halls_at_the_same_time_by_the_code(part, seat):
    after = make_part(MONDAY + HOUR)
    beside = make_session(parts=[make_part(MONDAY + 30 * MINUTE, 30), after])
    join_session(beside, seat.person, at=BEFORE)
    same_time, later = beside.parts.all()
    check_in(part, seat.person, at=MONDAY)
    with pytest.raises(SessionRefused) as refused:
        check_in(same_time, seat.person, at=MONDAY + 30 * MINUTE)
    assert refused.value.refusal == SessionRefusal.ELSEWHERE
    check_in(later, seat.person, at=MONDAY + HOUR)
    # The trainer has seen who is there.
    row = {beside.seats.get().pk: MarkedRow("", "present")}
    save_list(same_time, row, by=make_runner(beside.agency), at=MONDAY + HOUR)
    assert Attendance.objects.count() == 3


def move(session, by, *, at=BEFORE, **time):
    """Another time for its one part, of which whoever opened the list before knows nothing."""
    change_session(session, make_plan(session.agency, capacity=200, **time), by=by, at=at)


def test_a_part_that_was_moved_away_meanwhile_takes_no_record(session, part, seat, trainer):
    move(session, trainer, parts=[make_part(MONDAY + 24 * HOUR)])
    rows = {seat.pk: MarkedRow("", "present")}
    for act in (
        lambda: check_in(part, seat.person, at=MONDAY),
        lambda: save_list(part, rows, by=trainer, at=MONDAY),
    ):
        with pytest.raises(SessionRefused) as refused:
            act()
        assert refused.value.refusal == SessionRefusal.MOVED
    assert not Attendance.objects.exists()


def test_the_code_counts_within_the_part_as_it_is_now(session, part, seat, trainer):
    check_in(part, seat.person, at=MONDAY)
    other = join_session(session, make_official(), at=BEFORE)
    move(session, trainer, at=MONDAY, parts=[make_part(minutes=30)])
    with pytest.raises(SessionRefused) as refused:
        check_in(part, other.person, at=MONDAY + HOUR)
    assert refused.value.refusal == SessionRefusal.WINDOW
