"""Codes are sent where they cost no more than was meant, and a text is one message."""

import datetime as dt

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from people.accounts.codes import draw_secret, issue_code
from people.accounts.sending import TooManyCodes, request_code
from people.models import OneTimeCode
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PHONE, TEXT, LINK = (OneTimeCode.Purpose[name] for name in ("PHONE", "TEXT", "LINK"))


@pytest.fixture(autouse=True)
def limits(settings):
    settings.CODE_LIMITS = {"hour": 2, "day": 3, "texts_of_all": 5}


def sent(contact, times, purpose=TEXT):
    for _ in range(times):
        request_code(PersonFactory(), purpose, contact)


def an_hour_later():
    for row in OneTimeCode.objects.all():
        row.issued_at -= dt.timedelta(minutes=61)
        row.save()


@pytest.mark.parametrize("language", ["my", "en"])
def test_a_text_is_one_message_of_seventy_signs(language):
    code = draw_secret(issue_code(PersonFactory(), TEXT))
    with translation.override(language):
        text = render_to_string("people/code.txt", {"code": code}).strip()
    assert code.text in text
    assert len(text.encode("utf-16-le")) / 2 <= 70


def test_a_number_gets_so_many_within_an_hour_for_whomever_and_whatever():
    sent("09250001234", 1)
    sent("09250001234", 1, PHONE)
    with pytest.raises(TooManyCodes):
        sent("09250001234", 1)
    sent("09250009999", 1)


def test_a_number_gets_so_many_within_a_day():
    sent("09250001234", 2)
    an_hour_later()
    sent("09250001234", 1)
    an_hour_later()
    with pytest.raises(TooManyCodes):
        sent("09250001234", 1)


def test_texts_of_a_day_cost_no_more_than_was_meant_and_letters_go_on():
    for last in range(5):
        sent(f"0925000000{last}", 1)
    with pytest.raises(TooManyCodes):
        sent("09250001234", 1)
    sent("khin@mail.example", 1, LINK)
