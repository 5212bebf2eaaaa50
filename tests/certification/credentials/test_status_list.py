"""The signed status lists: the index of a certificate, and when a list is signed again."""

import base64
import datetime as dt
import gzip
import json

import pytest

from certification.actions.revocation import revoke_certificate
from certification.credentials import status_list
from certification.credentials.status_list import STATUS_LIST_LENGTH as LENGTH
from certification.credentials.status_list import (
    allocate_status_index,
    build_status_entry,
    encode_bitstring,
    find_invalid_indexes,
    get_status_list,
    mark_all_lists_stale,
    mark_list_stale,
    sign_status_list,
    status_list_exists,
)
from certification.keys import KeyUnavailable
from certification.models import Certificate, StatusList
from tests.certification.conftest import AT

pytestmark = pytest.mark.any_database

DAY = dt.timedelta(days=1)


def bits_of(text: str) -> bytes:
    packed = text.removeprefix("u")
    return gzip.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))


def move(certificate: Certificate, index: int) -> None:
    certificate.status_index = index
    certificate.save(update_fields=["status_index"])


@pytest.fixture
def draw(monkeypatch):
    """``draw(length)``: the index drawn when a list is that long and chance says 1."""

    def draw(length: int) -> int:
        monkeypatch.setattr(status_list, "STATUS_LIST_LENGTH", length)
        monkeypatch.setattr(status_list.secrets, "randbelow", lambda length: 1)
        return allocate_status_index()

    return draw


def test_place_nought_is_the_top_bit_of_the_first_byte():
    bits = bits_of(encode_bitstring([0, 9, LENGTH - 1]))
    assert (bits[0], bits[1], bits[-1], len(bits)) == (0x80, 0x40, 1, LENGTH // 8)
    assert encode_bitstring([3]) == encode_bitstring([3])


def test_an_entry_names_the_list_and_the_place_in_it():
    entry = build_status_entry("https://a.example", LENGTH + 7)
    assert entry == {
        "id": "https://a.example/credentials/status/2#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://a.example/credentials/status/2",
    }


def test_places_are_drawn_from_the_first_list_before_there_is_any_certificate(db):
    assert 0 <= allocate_status_index() < LENGTH


def test_a_list_is_left_when_it_is_half_full(certificate, draw):
    count = certificate.pk
    assert draw(2 * count + 2) == 1
    assert draw(2 * count) == 2 * count + 1


def test_a_place_that_was_had_is_passed_over(certificate, monkeypatch):
    places = iter([certificate.status_index, *range(1, 100)])
    monkeypatch.setattr(status_list.secrets, "randbelow", lambda length: next(places))
    assert allocate_status_index() == 1


def test_a_place_is_drawn_even_when_all_that_were_tried_are_taken(certificate, monkeypatch):
    monkeypatch.setattr(status_list.secrets, "randbelow", lambda length: certificate.status_index)
    assert allocate_status_index() == certificate.status_index


@pytest.mark.parametrize(
    ("index", "first", "second"), [(LENGTH - 1, [LENGTH - 1], []), (LENGTH, [], [0])]
)
def test_each_list_holds_its_own_places(certificate, registrar, index, first, second):
    move(certificate, index)
    revoke_certificate(certificate, by=registrar, reason="error", at=AT)
    assert (find_invalid_indexes(1), find_invalid_indexes(2)) == (first, second)


@pytest.mark.parametrize(
    ("index", "expected"), [(LENGTH - 1, False), (LENGTH, True), (2 * LENGTH, False)]
)
def test_a_further_list_exists_as_soon_as_a_place_in_it_is_drawn(certificate, index, expected):
    move(certificate, index)
    assert status_list_exists(1)
    assert status_list_exists(2) is expected


def test_a_list_says_who_signed_it_and_how_long_it_serves(db):
    document = json.loads(sign_status_list(2, at=AT).credential)
    assert document["id"] == "https://learn.example.gov.mm/credentials/status/2"
    assert document["credentialSubject"]["id"] == f"{document['id']}#list"
    assert (document["validFrom"], document["validUntil"]) == (
        "2026-11-23T06:00:00Z",
        "2026-11-30T06:00:00Z",
    )


@pytest.mark.parametrize("later", [DAY, -DAY])
def test_a_list_serves_for_less_than_a_day(db, later):
    before = sign_status_list(1, at=AT).credential
    second = dt.timedelta(seconds=1 if later > dt.timedelta() else -1)
    assert get_status_list(1, at=AT + later - second) == before
    assert get_status_list(1, at=AT + later) != before


def test_a_stale_list_is_signed_anew(db):
    before = sign_status_list(1, at=AT).credential
    mark_all_lists_stale()
    assert get_status_list(1, at=AT + DAY / 2) != before


def test_while_the_key_is_away_only_a_list_that_is_true_serves(db, own_keys):
    before = sign_status_list(1, at=AT).credential
    for path in own_keys.glob("credential-*.key.pem"):
        path.unlink()
    assert get_status_list(1, at=AT + 2 * DAY) == before
    mark_all_lists_stale()
    for number in (1, 2):
        with pytest.raises(KeyUnavailable):
            get_status_list(number, at=AT + 2 * DAY)


def test_a_changed_bit_makes_only_its_own_list_stale(certificate):
    move(certificate, LENGTH)
    for number in (1, 2, 3):
        sign_status_list(number, at=AT)
    mark_list_stale(certificate)
    assert list(StatusList.objects.filter(is_stale=True).values_list("number", flat=True)) == [2]


def test_a_lost_key_makes_all_lists_stale(db):
    for number in (1, 2):
        sign_status_list(number, at=AT)
    mark_all_lists_stale()
    assert not StatusList.objects.filter(is_stale=False).exists()


def test_a_changed_list_is_signed_anew_after_the_commit(
    certificate, django_capture_on_commit_callbacks
):
    move(certificate, LENGTH)
    with django_capture_on_commit_callbacks(execute=True):
        mark_list_stale(certificate)
    row = StatusList.objects.get()
    assert (row.number, row.is_stale) == (2, False)
