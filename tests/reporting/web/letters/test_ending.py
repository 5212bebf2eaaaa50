"""The link in a letter ends it, and undoes that for a time; it begins nothing else."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from people.history import office_acted
from reporting.letters import LetterWish, begin_letter, end_letter
from reporting.letters.keeping import write_end_token
from reporting.models import FigureLetter
from tests.reporting.web.addresses import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(house):
    return begin_letter(house.hr, LetterWish(house.moha, None, None, "weekly", 1, "link"))


@pytest.fixture
def address(letter):
    with override("en"):
        return reverse("reporting:end_letter", args=[write_end_token(letter)])


def state():
    return FigureLetter.objects.get().state


def test_one_touch_ends_it_and_another_one_starts_it_again(client, letter, address):
    acts = []
    receive = lambda action, by, **_more: acts.append((action, by))  # noqa: E731
    office_acted.connect(receive)
    page = text_of(client.post(address, {"List-Unsubscribe": "One-Click"}))
    assert "has ended" in page
    assert "Have it sent again" in page
    assert "is sent again" in text_of(client.post(address, {"again": "1"}))
    letter.refresh_from_db()
    assert (letter.state, letter.end_reason) == ("active", "")
    assert letter.next_on > timezone.localdate()
    assert acts == [("letter.end", None), ("letter.resume", None)]
    # Twice is once.
    assert client.post(address, {"again": "1"}).status_code == 200


@pytest.mark.parametrize("why", ["own", "old", "role"])
def test_it_starts_nothing_that_its_reader_ended_or_long_ago_or_may_not_read(
    client, house, letter, address, why
):
    if why == "own":
        end_letter(letter)
    else:
        client.post(address)
    if why == "old":
        FigureLetter.objects.update(changed_at=timezone.now() - dt.timedelta(days=31))
    if why == "role":
        house.hr.roles.all().delete()
    answer = client.post(address, {"again": "1"})
    assert (answer.status_code, state()) == (409, "ended")
    assert "It cannot be sent again from here" in text_of(answer)
