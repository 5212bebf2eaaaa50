import csv
import datetime as dt
import io
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from certification.actions.revocation import revoke_certificate
from certification.facts.codes import format_code, generate_code
from certification.issuing.issue import issue_certificate, reissue_certificate
from certification.sealing.seal import seal_certificate
from certification.verification.bulk.check import NameAgreement, RowNote, verify_list
from certification.verification.bulk.name_match import is_same_name
from certification.verification.bulk.upload import (
    MAX_LIST_BYTES,
    MAX_ROWS,
    CodeRow,
    read_code_list,
)
from certification.verification.verdicts import VerdictStatus
from certification.web.rate_limit import AddressThrottle
from people.imports.cells import InvalidValue
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment

pytestmark = pytest.mark.usefixtures("english")

TODAY = dt.date(2026, 11, 24)
LISTED = "certification:verify_list"


def rows(*pairs):
    return [CodeRow(line, code, name) for line, (code, name) in enumerate(pairs, start=1)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_list_is_read_however_a_spreadsheet_wrote_it(encoding, separator):
    text = f"Code{separator}Name\r\n7K2M-9QXR-4T8N{separator}ဒေါ်ခင်မျိုးသန္တာ\r\n"
    expected = [CodeRow(2, "7K2M-9QXR-4T8N", "ဒေါ်ခင်မျိုးသန္တာ")]
    assert read_code_list(text.encode(encoding)) == expected


def test_the_letters_of_an_old_windows_are_read():
    assert read_code_list("7K2M9QXR4T8N;José".encode("cp1252"))[0].name == "José"


def test_columns_are_found_by_their_headings_in_any_order():
    read = read_code_list("အမည်,no,ကုဒ်\nU Aung,1,7K2M9QXR4T8N".encode())
    assert read == [CodeRow(2, "7K2M9QXR4T8N", "U Aung")]


def test_a_list_needs_no_heading_and_empty_lines_keep_their_number():
    read = read_code_list(b"7K2M9QXR4T8N\n\n \n0123456789AB")
    assert [(row.line, row.code) for row in read] == [(1, "7K2M9QXR4T8N"), (4, "0123456789AB")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no code"),
        (b" \r\n,,\n", "no code"),
        (b"code,name\n", "no code"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0", "not a list in text"),
        (b"7K2M\x81\x8d\x00\xff", "not a list in text"),
        (b"7K2M9QXR4T8N\n" * (MAX_ROWS + 1), "Line 5001"),
        (b"x" * (MAX_LIST_BYTES + 1), "larger than 1 MB"),
        (b'a\n"' + b"x" * 200_000, "from line 2 on"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(content, words):
    with pytest.raises(InvalidValue) as refusal:
        read_code_list(content)
    assert words in str(refusal.value.message)


@given(content=st.binary(max_size=300))
def test_any_bytes_are_a_list_or_refused_in_words(content):
    with suppress(InvalidValue):
        assert read_code_list(content)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ဒေါ်ခင်မျိုးသန္တာ", "ခင်မျိုးသန္တာ"),
        ("ဒေါ် ခင်မျိုး သန္တာ", "ဒေါ်ခင်မျိုးသန္တာ"),
        ("ဦးကျော်စွာဝင်း", "ကျော်စွာဝင်း"),
        ("ဒေါက်တာအောင်ကြီး", "ဦးအောင်ကြီး"),
        ("မမြင့်", "ဒေါ်မြင့်"),
        ("Daw Khin Myo Thandar", "KHIN MYO THANDAR"),
        ("U Kyaw-Swar Win", "kyaw swar win"),
        ("Dr. Daw Khin", "Khin"),
        ("သံုး", "သုံး"),
    ],
)
def test_names_agree_as_people_write_them(one, other):
    assert is_same_name(one, other)
    assert is_same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ဒေါ်ခင်မျိုးသန္တာ", "ဒေါ်ခင်မျိုးသန့်"),
        ("မောင်မောင်", "မ"),
        ("မင်းသူ", "သူ"),
        ("Uzana", "zana"),
        ("Ko", "Ma"),
        ("ဦး", "ဒေါ်"),
        ("", ""),
        ("...", "---"),
    ],
)
def test_other_names_differ(one, other):
    assert not is_same_name(one, other)


def test_every_row_gets_its_verdict(sealed, registrar):
    revoked, replaced = (
        seal_certificate(issue_certificate(completed_enrolment(), at=AT)) for _ in range(2)
    )
    revoke_certificate(revoked, by=registrar, reason="error", at=AT)
    newer = seal_certificate(reissue_certificate(replaced, by=registrar, at=AT))
    unknown = generate_code()
    given = [sealed.code.lower(), revoked.code, replaced.code, unknown, "what?", sealed.code]
    answers = verify_list(rows(*((code, "") for code in given)), day=TODAY)
    assert [answer.status for answer in answers] == [
        VerdictStatus.VALID,
        VerdictStatus.REVOKED,
        VerdictStatus.REPLACED,
        VerdictStatus.UNKNOWN,
        VerdictStatus.UNKNOWN,
        VerdictStatus.VALID,
    ]
    assert answers[1].since == dt.date(2026, 11, 23)
    assert answers[2].notes == (RowNote.REPLACED_BY,)
    assert answers[2].newer_code == format_code(newer.code)
    assert answers[4].notes == (RowNote.NO_CODE,)
    assert answers[5].notes == (RowNote.TWICE,)


def test_an_expired_certificate_says_since_when(sealed):
    [answer] = verify_list(rows((sealed.code, "")), day=dt.date(2035, 1, 1))
    assert (answer.status, answer.since) == (VerdictStatus.EXPIRED, sealed.expires_on)


@pytest.mark.parametrize(
    ("name", "agreement"),
    [
        ("", NameAgreement.NOT_CHECKED),
        ("ခင်မျိုးသန္တာ", NameAgreement.AGREES),
        ("daw khin myo thandar", NameAgreement.AGREES),
        ("U Kyaw Swar Win", NameAgreement.DIFFERS),
    ],
)
def test_a_name_agrees_or_differs_in_either_script(sealed, name, agreement):
    [answer] = verify_list(rows((sealed.code, name)), day=TODAY)
    assert answer.name is agreement


def test_a_thousand_rows_cost_two_queries(sealed, django_assert_num_queries):
    listed = rows((sealed.code, ""), *((generate_code(), "U Aung") for _ in range(999)))
    with django_assert_num_queries(2):
        assert len(verify_list(listed, day=TODAY)) == 1000


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
    monkeypatch.setattr(AddressThrottle, "timer", lambda _: 0.0)
    answers = [posted(client, b"0123456789AB").status_code for _ in range(11)]
    assert (answers[9], answers[10]) == (200, 429)
    assert client.get(reverse("certification:verify")).status_code == 200
