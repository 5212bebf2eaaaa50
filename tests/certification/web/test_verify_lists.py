"""Employers read verdicts on many codes as a page or as a file."""

import csv
import io
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certification.facts.codes import format_code
from certification.verification.bulk.upload import MAX_LIST_BYTES
from people.web.rate_limit import RateThrottle

pytestmark = [pytest.mark.usefixtures("english"), pytest.mark.each_database]


LISTED = "certification:verify_list"


def posted(client, content, **data):
    upload = SimpleUploadedFile("list.csv", content, content_type="text/csv")
    return client.post(
        reverse(LISTED), {"file": upload, **data}, headers={"accept-language": "en"}
    )


def table_of(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_verdicts_come_as_a_page_without_names_of_ours(client, sealed):
    page = posted(client, f"{sealed.code},U Kyaw".encode()).content.decode()
    assert "differs" in page
    assert "Khin Myo" not in page
    assert "ခင်မျိုး" not in page


def test_verdicts_come_as_a_file_without_names_of_ours(client, sealed):
    response = posted(client, f"code,name\n{sealed.code},U Kyaw\n".encode(), **{"as": "csv"})
    heading, line = table_of(response)
    assert heading == ["line", "code", "verdict", "since", "name_agrees", "note"]
    assert line == ["2", format_code(sealed.code), "valid", "2026-11-23", "no", ""]
    assert response["Cache-Control"] == "no-store"
    assert "Khin" not in response.content.decode()


def test_the_page_hands_the_list_on_to_the_file(client, sealed):
    page = posted(client, f'{sealed.code},"U ""Kyaw"""\n\nnone'.encode())
    text = page.context["text"]
    file = client.post(reverse(LISTED), {"list": text, "as": "csv"})
    assert [line[0] for line in table_of(file)[1:]] == ["1", "3"]


@pytest.mark.any_database
@pytest.mark.parametrize("formula", ["=1+1", "@SUM(1)", "+1", "-1", "\u200b=1", "＝1", "\t=1"])
def test_no_cell_of_the_file_becomes_a_formula(client, db, formula):
    response = posted(client, f"{formula},{formula}\nx,y".encode(), **{"as": "csv"})
    for line in table_of(response)[1:]:
        for cell in line:
            assert not cell.lstrip("\u200b\ufeff \t").startswith(("=", "+", "-", "@", "＝"))


def test_markup_in_a_list_is_text(client, db):
    page = posted(client, b'<script>alert(1)</script>,x"><img src=x>').content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"x" * (MAX_LIST_BYTES + 1)])
def test_a_list_that_cannot_be_read_is_told_beside_the_form(client, db, content):
    response = posted(client, content)
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()


def test_nothing_is_stored(client, sealed, django_assert_num_queries):
    with django_assert_num_queries(1):
        posted(client, f"{sealed.code},U Kyaw".encode())


def test_lists_are_limited_apart_from_single_checks(client, db, monkeypatch):
    monkeypatch.setattr(RateThrottle, "timer", lambda _: 0.0)
    answers = [posted(client, b"0123456789AB").status_code for _ in range(11)]
    assert (answers[9], answers[10]) == (200, 429)
    assert client.get(reverse("certification:verify")).status_code == 200


HOSTILE = {
    "commas": b"," * 999_999,
    "one letter and commas": b"a," * 499_999,
    "a heading of a thousand columns": b"code" + b",name" * 1000,
    "empty lines": b"\n" * 999_999,
    "signs": ("\u1038\u103a" * 160_000).encode(),
    "lines of signs": ("0123456789AB," + "\u1031" * 60 + "\n").encode() * 5000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_no_list_is_long_work(client, db, content):
    begun = time.process_time()
    assert posted(client, content[:1_000_000]).status_code in (200, 422)
    assert time.process_time() - begun < 2.5
