"""Small files that grow when they are opened: unknown, at no cost."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.facts.codes import generate_code
from certification.verification.files import MAX_FILE_BYTES
from certification.verification.verdicts import VerdictStatus
from tests.certification.attacks.effort import ALL_BUT_TIME
from tests.certification.verification.verdicts import verdict_on
from tests.memory import holding_less_than

BOMBS = [
    b"[" * 150_000,
    b'{"id":' * 30_000 + b"1" + b"}" * 30_000,
    b'{"id": ' + b"9" * 100_000 + b"}",
    b'{"id": 1e999999, "a": -1e999999}',
    b'{"id": NaN}',
    b"[" + b"[]," * 60_000 + b"[]]",
    b'{"id": "\\ud800"}',
    b'{"id": "urn:uuid:\\u0000"}',
    '{"id": "၁"}'.encode("utf-16"),
    b"\xef\xbb\xbf{}",
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    b"PK\x03\x04" + bytes(5000),
    b"\x1f\x8b" + bytes(5000),
    b"." * 190_000,
    b"e." * 90_000,
]


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_of_text_is_unknown(db, bomb):
    with holding_less_than(20_000_000):
        assert verdict_on(bomb) is VerdictStatus.UNKNOWN


@ALL_BUT_TIME
@given(content=st.binary(max_size=400))
def test_any_bytes_are_unknown(db, content):
    assert verdict_on(content) is VerdictStatus.UNKNOWN
    assert verdict_on(b"%PDF-1.7\n" + content) is VerdictStatus.UNKNOWN


def pdf_with(stream, count=1):
    packed = zlib.compress(stream, 9)
    parts = b"".join(
        b"%d 0 obj\n<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>\n"
        b"stream\n%s\nendstream\nendobj\n" % (number, len(packed), packed)
        for number in range(1, count + 1)
    )
    return b"%PDF-1.7\n" + parts + b"startxref\n9\n%%EOF\n"


@pytest.mark.parametrize(("size", "count"), [(100_000_000, 1), (1_000_000, 3000)])
def test_a_zip_bomb_in_a_file_is_opened_no_further_than_is_safe(db, size, count):
    bomb = pdf_with(bytes(size), count)
    assert len(bomb) < MAX_FILE_BYTES
    with holding_less_than(10_000_000):
        assert verdict_on(bomb) is VerdictStatus.UNKNOWN


def test_a_code_behind_a_bomb_costs_no_more(sealed):
    bomb = pdf_with(bytes(10_000_000), 50) + b"/verify/%s/" % sealed.code.encode()
    assert verdict_on(bomb) is VerdictStatus.CHANGED


def test_many_codes_in_a_file_cost_few_queries(sealed, django_assert_max_num_queries):
    codes = b" ".join(b"/verify/%s/" % generate_code().encode() for _ in range(5000))
    with django_assert_max_num_queries(4):
        assert verdict_on(b"%PDF-1.7\n" + codes) is VerdictStatus.UNKNOWN
