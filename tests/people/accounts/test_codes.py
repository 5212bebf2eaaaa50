import datetime as dt
import re

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.accounts.codes import (
    cancel_codes,
    draw_secret,
    find_code,
    find_old_codes,
    find_pending,
    issue_code,
    normalise_code,
    use_code,
)
from people.models import OneTimeCode
from tests.people.factories import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db

SLIP, EMAIL = OneTimeCode.Purpose.SLIP, OneTimeCode.Purpose.EMAIL


@pytest.fixture
def person():
    return PersonFactory()


def email_code(person, **more):
    return draw_secret(issue_code(person, EMAIL, contact="khin@mail.example", **more))


def test_a_code_is_short_and_of_signs_that_are_not_mistaken(person):
    texts = [draw_secret(issue_code(person, EMAIL)).text for _ in range(20)]
    assert all(re.fullmatch(r"[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}", one) for one in texts)
    assert len(set(texts)) == 20


@pytest.mark.parametrize("typed", ["abcd-2345", " ABCD 2345 ", "abcd၂၃၄၅", "A B C D–2345"])
def test_a_code_is_read_however_it_is_typed(typed):
    assert normalise_code(typed) == "ABCD2345"


def test_a_code_is_found_by_its_person_and_purpose_only(person):
    code = email_code(person)
    assert find_code(person, code.text, EMAIL) == code.row
    assert find_code(person, code.text, SLIP) is None
    assert find_code(PersonFactory(), code.text, EMAIL) is None
    assert find_code(person, "", EMAIL) is None
    assert find_code(person, "A" * 10_000, EMAIL) is None


def test_the_table_does_not_hold_the_code(person):
    code = email_code(person)
    kept = str(OneTimeCode.objects.values().get())
    assert normalise_code(code.text) not in kept
    assert len(code.row.digest) == 64


def test_a_row_without_a_secret_is_opened_by_nothing(person):
    row = issue_code(person, EMAIL, contact="khin@mail.example")
    assert find_code(person, row.digest, EMAIL) is None
    assert find_pending(person, EMAIL) == row


def test_a_code_works_once(person):
    code = email_code(person)
    assert use_code(code.row)
    assert not use_code(code.row)
    assert find_code(person, code.text, EMAIL) is None


def test_a_code_ends_after_its_time(person, settings):
    begun = timezone.now() - dt.timedelta(seconds=settings.CODE_LIFETIMES["email"])
    code = email_code(person, at=begun)
    assert find_code(person, code.text, EMAIL, at=begun + dt.timedelta(hours=1)) == code.row
    assert find_code(person, code.text, EMAIL) is None
    assert not use_code(code.row)


def test_a_new_code_ends_the_one_before(person):
    first, second = email_code(person), email_code(person)
    assert find_code(person, first.text, EMAIL) is None
    assert find_code(person, second.text, EMAIL) == second.row


def test_a_cancelled_code_is_none(person):
    code = email_code(person)
    cancel_codes(person, EMAIL)
    assert find_code(person, code.text, EMAIL) is None


def test_the_database_keeps_one_code_for_a_purpose(person):
    row = issue_code(person, EMAIL)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_wants_to_know_who_printed_a_slip(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        issue_code(person, SLIP, agency=AgencyFactory())


def test_what_was_sent_is_over_one_day_and_slips_are_not(person):
    row = issue_code(person, EMAIL, contact="typed@mail.example")
    issue_code(person, SLIP, by=PersonFactory(), agency=AgencyFactory())
    assert not find_old_codes(row.expires_at).exists()
    assert find_old_codes(row.expires_at + dt.timedelta(days=60)).get() == row
