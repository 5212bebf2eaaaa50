"""A code on the screen is worth something for one minute, and for one part."""

import time

import pytest
from django.core.signing import TimestampSigner

from courses.sessions.codes import SCREEN_SECONDS, make_code, make_pass, read_code, read_pass

pytestmark = pytest.mark.any_database


def later(monkeypatch, seconds):
    now = time.time() + seconds
    monkeypatch.setattr("django.core.signing.time.time", lambda: now)


@pytest.mark.parametrize(
    ("make", "read", "alive", "dead"),
    [(make_code, read_code, 59, 62), (make_pass, read_pass, 299, 302)],
)
def test_it_dies_in_time(monkeypatch, make, read, alive, dead):
    text = make(7)
    assert read(text) == 7
    later(monkeypatch, alive)
    assert read(text) == 7
    later(monkeypatch, dead)
    assert read(text) is None


def test_the_screen_shows_a_new_one_in_time_for_who_scans_last():
    assert SCREEN_SECONDS < 30


def test_a_pass_is_no_code_and_a_code_no_pass():
    assert read_code(make_pass(7)) is None
    assert read_pass(make_code(7)) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda code: "",
        lambda code: "7",
        lambda code: "7.x.y",
        lambda code: code[:-1],
        lambda code: "8" + code[1:],
    ],
)
def test_what_is_forged_or_cut_opens_nothing(damage):
    assert read_code(damage(make_code(7))) is None


def test_another_signature_of_this_service_opens_nothing():
    assert read_code(TimestampSigner(sep=".").sign("7")) is None
