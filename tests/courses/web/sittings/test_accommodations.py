"""HR managers and trainers record what somebody needs in tests; the person reads all of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Accommodation
from people.models import Role
from tests.courses.addresses import address
from tests.courses.session_factories import make_official, make_runner
from tests.people.factories import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def learner():
    return make_official()


@pytest.fixture
def manager(client, learner):
    person = make_runner(learner.postings.get().agency, Role.Kind.HR)
    client.force_login(person)
    return person


def given(**changes):
    day = timezone.localdate().isoformat()
    fields = {"time_percent": "150", "valid_from": day, "reason": "Clinic letter"}
    return fields | changes


def test_a_need_is_recorded_read_by_its_person_and_ended(client, learner, manager):
    page = address("accommodations", learner.pk)
    client.post(page, given(other="Larger print", break_minutes="၁၀"))
    row = Accommodation.objects.get()
    assert (row.time_percent, row.break_minutes, row.given_by) == (150, 10, manager)
    client.force_login(learner)
    own = client.get(address("own_accommodations")).text
    assert "Clinic letter" in own
    assert "10 minutes of breaks" in own
    assert "End it now" not in own
    client.force_login(manager)
    client.post(page, {"end": row.pk})
    row.refresh_from_db()
    assert row.ended_by == manager


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"time_percent": "100"}, "Say what is needed"),
        ({"valid_to": "2020-01-01"}, "The last day lies before the first one."),
        ({"break_minutes": "999"}, "120"),
        ({"reason": ""}, "required"),
    ],
)
def test_what_cannot_be_is_told_at_the_form(client, learner, manager, changes, told):
    answer = client.post(address("accommodations", learner.pk), given(**changes))
    assert answer.status_code == 422
    assert told in answer.text
    assert not Accommodation.objects.exists()


def test_a_second_click_is_told(client, learner, manager):
    page = address("accommodations", learner.pk)
    client.post(page, given())
    assert "One begins on that day already." in client.post(page, given()).text


def test_the_page_of_a_person_shows_it_to_who_may_give_it_and_to_no_viewer(
    client, learner, manager
):
    client.post(address("accommodations", learner.pk), given(other="A seat by the door"))
    page = reverse("people:office_person", args=[learner.pk])
    assert "A seat by the door" in client.get(page).text
    client.force_login(make_runner(learner.postings.get().agency, Role.Kind.VIEWER))
    told = client.get(page)
    assert told.status_code == 200
    assert "A seat by the door" not in told.text


def test_nobody_of_another_office_nor_the_person_opens_it(client, learner):
    page = address("accommodations", learner.pk)
    for one in (make_runner(AgencyFactory(), Role.Kind.HR), learner):
        client.force_login(one)
        assert client.get(page).status_code == 404
        assert client.post(page, given()).status_code == 404
    assert not Accommodation.objects.exists()
