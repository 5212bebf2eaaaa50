"""People ask for a transfer on their own page, and see what becomes of it."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import Transfer
from people.postings import end_posting
from people.text.formatting import official_date
from tests.people.factories import PostingFactory
from tests.people.sign_in import sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
HERE = "/en/details/transfer/"


@pytest.fixture
def person(client, tree):
    return sign_in(client, PostingFactory(agency=tree["GAD"]).person)


@pytest.fixture
def sent():
    day = timezone.localdate() + dt.timedelta(days=30)
    return {"unit": "MOE", "position_en": "Clerk", "day": day.isoformat(), "note": "My family"}


def test_a_person_asks_sees_that_it_waits_and_withdraws(client, person, sent, tree):
    assert client.post(HERE, sent).url == "/en/details/"
    transfer = Transfer.objects.get()
    assert (transfer.person, transfer.agency, transfer.note) == (person, tree["MOE"], "My family")
    assert "Agency MOE, from" in client.get("/en/details/").text
    page = client.get(HERE).text
    assert "Withdraw the request" in page
    assert '<form method="post" class="stack"' not in page
    assert client.post(HERE, sent).status_code == 200
    client.post(f"{HERE}withdraw/")
    assert Transfer.objects.get().state == "withdrawn"
    assert "Your request is withdrawn." in client.get(HERE).text
    client.post(f"{HERE}withdraw/")
    assert "No request of yours waits any more." in client.get(HERE).text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"unit": "GAD"}, "unit"),
        ({"unit": "nowhere"}, "unit"),
        ({"day": "2024-06-01"}, "day"),
        ({"note": ""}, "note"),
        ({"position_en": ""}, "position_my"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(client, person, sent, wrong, field):
    answer = client.post(HERE, {**sent, **wrong})
    assert set(answer.context["form"].errors) == {field}
    assert not Transfer.objects.exists()


def test_who_serves_nowhere_is_told_whom_to_ask(client, sent):
    signed_in(client)
    assert "You serve nowhere today" in client.post(HERE, sent).text
    assert not Transfer.objects.exists()


def test_who_leaves_on_a_day_is_told_so_instead_of_a_form_that_never_fits(client, person, sent):
    day = timezone.localdate() + dt.timedelta(days=40)
    end_posting(person, day=day)
    page = client.post(HERE, sent).text
    assert f"Your service ends on {official_date(day)}" in page
    assert 'name="unit"' not in page
    assert not Transfer.objects.exists()
