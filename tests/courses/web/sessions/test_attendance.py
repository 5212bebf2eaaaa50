"""The trainer's list, the screen with the code, the sheet to sign."""

import io
import re
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from PIL import Image
from zxingcpp import read_barcodes

from courses.models import MOST_SEATS, Attendance, SessionSeat
from courses.sessions import join_session
from courses.sessions.codes import make_code, read_code
from courses.sessions.scheduling import change_session
from people.models import Look, Person
from tests.courses.addresses import address
from tests.courses.session_factories import (
    make_official,
    make_plan,
    make_runner,
    make_session,
    soon,
)
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def part():
    return make_session(parts=[soon(days=0.01)], capacity=60).parts.get()


@pytest.fixture
def trainer(client, part):
    person = make_runner(part.session.agency)
    client.force_login(person)
    return person


def seat(part):
    return join_session(part.session, make_official())


def test_the_list_is_saved_at_once_and_the_rest_counts_as_present(client, part, trainer):
    first, second = seat(part), seat(part)
    page = address("attendance", part.session_id, part.pk)
    given = {f"seen-{first.pk}": "", f"seen-{second.pk}": "", f"state-{first.pk}": "late"}
    assert "1 row saved." in client.post(page, given, follow=True).text
    given |= {f"seen-{first.pk}": "late", "rest": "1"}
    assert "1 row saved." in client.post(page, given, follow=True).text
    states = dict(Attendance.objects.values_list("seat", "state"))
    assert states == {first.pk: "late", second.pk: "present"}


def test_a_hall_of_a_thousand_is_saved_in_one_form(client):
    session = make_session(parts=[soon(days=0.01)], capacity=MOST_SEATS)
    people = Person.objects.bulk_create(PersonFactory.build() for _ in range(MOST_SEATS))
    now = timezone.now()
    seats = SessionSeat.objects.bulk_create(
        SessionSeat(session=session, person=one, state="seated", queued_at=now, seated_at=now)
        for one in people
    )
    client.force_login(make_runner(session.agency))
    given = {}
    for one in seats:
        given |= {f"seen-{one.pk}": "", f"state-{one.pk}": "present", f"age-{one.pk}": "5"}
    answer = client.post(address("attendance", session.pk, session.parts.get().pk), given)
    assert answer.status_code == 302
    assert Attendance.objects.count() == MOST_SEATS


def test_who_teaches_and_attends_marks_the_others_and_not_themselves(client, part, trainer):
    own, other = join_session(part.session, trainer), seat(part)
    page = address("attendance", part.session_id, part.pk)
    html = client.get(page).text
    assert "Another trainer records you." in html
    seen = dict.fromkeys(re.findall(r'name="(seen-\d+)"', html), "")
    assert "1 row saved." in client.post(page, seen | {"rest": "1"}, follow=True).text
    assert Attendance.objects.get().seat == other
    client.post(page, {f"seen-{own.pk}": "", f"state-{own.pk}": "present"})
    assert Attendance.objects.count() == 1


def test_what_is_no_state_and_no_seat_is_left_alone(client, part, trainer):
    one = seat(part)
    page = address("attendance", part.session_id, part.pk)
    given = {f"seen-{one.pk}": "", f"state-{one.pk}": "asleep", "seen-x": "", "seen-999999": ""}
    client.post(page, given | {"state-999999": "present"})
    assert not Attendance.objects.exists()


def test_the_list_of_many_costs_few_queries(client, part, trainer, django_assert_max_num_queries):
    seats = [seat(part) for _ in range(40)]
    page = address("attendance", part.session_id, part.pk)
    with django_assert_max_num_queries(15):
        assert client.get(page).text.count("<fieldset>") == len(seats)


def test_the_screen_shows_a_code_that_opens_and_asks_for_the_next_by_itself(client, part, trainer):
    html = client.get(address("session_screen", part.session_id, part.pk)).text
    assert re.search(r'<meta http-equiv="refresh" content="2\d">', html)
    assert "data:image/svg+xml" in html


def test_the_code_is_read_by_a_phone_and_leads_to_the_part(part, settings):
    import segno

    url = f"{settings.SITE_URL}{address('check_in_code', make_code(part.pk))}"
    picture = io.BytesIO()
    segno.make(url, error="m", micro=False).save(picture, kind="png", scale=4, border=4)
    read = read_barcodes(Image.open(picture))[0].text
    assert read_code(urlsplit(read).path.rstrip("/").rpartition("/")[2]) == part.pk


def test_the_screen_is_for_who_teaches(client, part):
    client.force_login(make_official())
    page = address("session_screen", part.session_id, part.pk)
    assert client.get(page).status_code == 404


def test_the_sheet_has_a_numbered_row_a_person_and_a_column_a_part(client, part, trainer):
    people = [seat(part).person for _ in range(3)]
    html = client.get(address("session_sheet", part.session_id)).text
    assert html.count('<th scope="row">') == len(people)
    assert '<td class="numeric">3</td>' in html


@pytest.mark.parametrize("page", ["office_session", "session_sheet", "attendance"])
def test_who_reads_who_was_there_is_noted(client, part, trainer, page):
    person = seat(part).person
    keys = [part.session_id, *([part.pk] if page == "attendance" else [])]
    client.get(address(page, *keys))
    assert Look.objects.filter(viewer=trainer, person=person).exists()


def test_a_script_sends_marks_with_their_age_and_hears_what_became_of_them(client, part, trainer):
    one = seat(part)
    page = address("attendance", part.session_id, part.pk)
    given = {f"seen-{one.pk}": "", f"state-{one.pk}": "late", f"age-{one.pk}": "60"}
    answer = client.post(page, given | {"by": trainer.pk}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (200, {})
    record = Attendance.objects.get()
    assert 55 < (timezone.now() - record.recorded_at).total_seconds() < 120
    assert "1 row saved." in client.get(page).text


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_marks_of_a_part_that_was_moved_away_are_refused_in_words(client, part, trainer, accept):
    one, page = seat(part), address("attendance", part.session_id, part.pk)
    plan = make_plan(part.session.agency, capacity=60, parts=[soon(days=1)])
    change_session(part.session, plan, by=trainer)
    given = {f"seen-{one.pk}": "", f"state-{one.pk}": "present"}
    answer = client.post(page, given, headers={"Accept": accept})
    if accept == "application/json":
        assert (answer.status_code, "moved" in answer.json()["message"]) == (409, True)
    else:
        assert answer.url == address("office_session", part.session_id)
        assert "was moved meanwhile" in client.get(answer.url).text
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("age", ["-5", "x", "9" * 40, "²"])
def test_an_age_that_is_none_counts_as_now(client, part, trainer, age):
    one = seat(part)
    given = {f"seen-{one.pk}": "", f"state-{one.pk}": "late", f"age-{one.pk}": age}
    client.post(address("attendance", part.session_id, part.pk), given)
    assert Attendance.objects.get().state == "late"


def test_marks_of_somebody_else_on_this_device_are_not_sent_in_ones_own_name(
    client, part, trainer
):
    one = seat(part)
    page = address("attendance", part.session_id, part.pk)
    given = {f"seen-{one.pk}": "", f"state-{one.pk}": "late", "by": one.person_id}
    answer = client.post(page, given, headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert answer.json()["message"]
    assert not Attendance.objects.exists()


def test_the_worker_of_the_lists_is_served_beside_them(client):
    answer = client.get(address("attendance_worker"))
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert address("attendance_worker").startswith(address("office_sessions"))
