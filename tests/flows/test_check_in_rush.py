"""A hall of three hundred checks in through one process: none is lost, none recorded twice."""

import datetime as dt
import re
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from courses.models import Attendance, SessionSeat
from courses.sessions.codes import make_code
from people.models import Person
from tests.courses.session_factories import make_session, part
from tests.flows.working import database_url
from tests.people.factories import PersonFactory
from tests.web_server import free_port, send, serving

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db")]
PEOPLE, PHONES = 300, 8


@pytest.fixture
def hall():
    """A part that has just begun, with a seat for each; numbers without their letters."""
    begins = timezone.now() - dt.timedelta(minutes=1)
    session = make_session(parts=[part(begins)], capacity=PEOPLE, at=begins)
    people = [
        PersonFactory.build(staff_number=f"S-RUSH-{number}", name_my="ဒေါ်ခင်မျိုးသန္တာ")
        for number in range(PEOPLE)
    ]
    Person.objects.bulk_create(people)
    for one in people:
        one.save()  # with its identifiers
    SessionSeat.objects.bulk_create(
        SessionSeat(
            session=session, person=one, state="seated", queued_at=begins, seated_at=begins
        )
        for one in people
    )
    return session.parts.get(), people


@pytest.fixture
def port(tmp_path):
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "lms.wsgi", "--bind", f"127.0.0.1:{port}"]
    told = {
        "DJANGO_SETTINGS_MODULE": "lms.settings.test",
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(tmp_path),
        "SECRET_KEY": settings.SECRET_KEY,
        "LMS_DEMO": "1",
    }
    with serving([*command, "--threads", "4", "--log-level", "warning"], port, **told):
        yield port


def check_in(port, part, person):
    """One phone: the code, the number and the name, and the form sent again. Seconds of each."""
    seconds = []

    def timed(method, path, **given):
        began = time.monotonic()
        answer, body = send(port, method, path, **given)
        seconds.append(time.monotonic() - began)
        assert answer.status == 200, body[:300]
        return answer, body.decode()

    answer, html = timed("GET", f"/my/check-in/{make_code(part.pk)}/")
    token = SimpleCookie(answer.getheader("Set-Cookie"))["csrftoken"].value
    form = dict(re.findall(r'name="(csrfmiddlewaretoken|pass)" value="([^"]+)"', html))
    form |= {"number": person.staff_number, "name": person.name_my}
    sent = {
        "Cookie": f"csrftoken={token}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": f"http://127.0.0.1:{port}/",
    }
    for _ in range(2):
        timed("POST", "/my/check-in/", body=urlencode(form), **sent)
    return seconds


def test_a_hall_is_recorded_once_each_though_every_phone_sends_twice(hall, port):
    part, people = hall
    connection.close()
    began = time.monotonic()
    with ThreadPoolExecutor(PHONES) as phones:
        took = [
            one
            for many in phones.map(lambda who: check_in(port, part, who), people)
            for one in many
        ]
    # Told and not asserted: seconds depend on the machine (pytest -s shows them).
    slowest = statistics.quantiles(took, n=20)[-1] * 1000
    print(f"\n{PEOPLE} people in {time.monotonic() - began:.1f} s, p95 {slowest:.0f} ms")
    seats = Attendance.objects.filter(part=part).values_list("seat__person", flat=True)
    assert sorted(seats) == sorted(one.pk for one in people)
