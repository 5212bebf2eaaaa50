"""The signed status lists: which place a certificate has, and when a list is signed anew."""

import datetime as dt
import json

import pytest

from certification.actions.revocation import revoke_certificate
from certification.credentials import status_list
from certification.credentials.status_list import (
    LENGTH,
    current_list,
    draw_index,
    has_list,
    mark_changed,
    sign_list,
    status_entry,
    withdrawn_places,
)
from certification.models import Certificate, StatusList
from tests.certification.conftest import AT

DAY = dt.timedelta(days=1)


def move(certificate: Certificate, index: int) -> None:
    certificate.status_index = index
    certificate.save(update_fields=["status_index"])


@pytest.fixture
def draw(monkeypatch):
    """``draw(length)``: the index drawn when a list is that long and chance says 1."""

    def draw(length: int) -> int:
        monkeypatch.setattr(status_list, "LENGTH", length)
        monkeypatch.setattr(status_list.secrets, "randbelow", lambda length: 1)
        return draw_index()

    return draw


def test_an_entry_names_the_list_and_the_place_in_it():
    entry = status_entry("https://a.example", LENGTH + 7)
    assert entry == {
        "id": "https://a.example/credentials/status/2#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://a.example/credentials/status/2",
    }


def test_places_are_drawn_from_the_first_list_before_there_is_any_certificate(db):
    assert 0 <= draw_index() < LENGTH


def test_a_list_is_left_when_it_is_half_full(certificate, draw):
    count = certificate.pk
    assert draw(2 * count + 2) == 1
    assert draw(2 * count) == 2 * count + 1


def test_a_place_is_drawn_even_when_all_that_were_tried_are_taken(certificate, monkeypatch):
    monkeypatch.setattr(status_list.secrets, "randbelow", lambda length: certificate.status_index)
    assert draw_index() == certificate.status_index


@pytest.mark.parametrize(
    ("index", "first", "second"), [(LENGTH - 1, [LENGTH - 1], []), (LENGTH, [], [0])]
)
def test_each_list_holds_its_own_places(certificate, registrar, index, first, second):
    move(certificate, index)
    revoke_certificate(certificate, by=registrar, reason="error", at=AT)
    assert (withdrawn_places(1), withdrawn_places(2)) == (first, second)


@pytest.mark.parametrize(
    ("index", "expected"), [(LENGTH - 1, False), (LENGTH, True), (2 * LENGTH, False)]
)
def test_a_further_list_exists_as_soon_as_a_place_in_it_is_drawn(certificate, index, expected):
    move(certificate, index)
    assert has_list(1)
    assert has_list(2) is expected


def test_a_list_says_who_signed_it_and_how_long_it_serves(db):
    document = json.loads(sign_list(2, at=AT).credential)
    assert document["id"] == "https://learn.example.gov.mm/credentials/status/2"
    assert document["credentialSubject"]["id"] == f"{document['id']}#list"
    assert (document["validFrom"], document["validUntil"]) == (
        "2026-11-23T06:00:00Z",
        "2026-11-30T06:00:00Z",
    )


@pytest.mark.parametrize("later", [DAY, -DAY])
def test_a_list_serves_for_less_than_a_day(db, later):
    before = sign_list(1, at=AT).credential
    second = dt.timedelta(seconds=1 if later > dt.timedelta() else -1)
    assert current_list(1, at=AT + later - second) == before
    assert current_list(1, at=AT + later) != before


def test_a_changed_bit_makes_only_its_own_list_stale(certificate):
    move(certificate, LENGTH)
    for number in (1, 2, 3):
        sign_list(number, at=AT)
    mark_changed(certificate)
    assert list(StatusList.objects.filter(is_stale=True).values_list("number", flat=True)) == [2]


def test_a_changed_list_is_signed_anew_after_the_commit(
    certificate, django_capture_on_commit_callbacks
):
    move(certificate, LENGTH)
    with django_capture_on_commit_callbacks(execute=True):
        mark_changed(certificate)
    row = StatusList.objects.get()
    assert (row.number, row.is_stale) == (2, False)
