"""Registrars find certificates: by code, name and number, by filters, as a table."""

import csv

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext, override
from wagtail.users.models import UserProfile

from certification.models import Certificate, CertificateQuerySet
from people.text.formatting import official_date
from tests.cms.registry import (
    LISTING,
    listed,
    make_certificate,
    text_of,
)


def test_a_registrar_finds_by_code_name_and_staff_number(client, registrar, certificates, own):
    code, number = own.code, own.person.staff_number
    spaced = f"{code[:4]}-{code[4:8]}-{code[8:]}"
    for asked in (code, code.lower(), spaced, "ခင်ခင်", "khin", number, number.lower()):
        page = listed(client, q=asked)
        assert code in page
        assert certificates["MOH"].code not in page


@pytest.mark.parametrize("language", ["my", "en"])
def test_the_day_of_issue_is_written_out_in_the_readers_language(client, registrar, own, language):
    chosen = {"preferred_language": language}
    UserProfile.objects.update_or_create(user=registrar, defaults=chosen)
    with override(language):
        day = official_date(own.issued_at)
    assert f"<td>{day}</td>" in listed(client)


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({"state": "pending"}, True),
        ({"state": "revoked"}, False),
        ({"kind": "course"}, True),
        ({"kind": "prior"}, False),
        ({"agency": "moe"}, True),
        ({"agency": "MOE-1"}, True),
        ({"agency": "MOH"}, False),
        ({"agency": "nowhere"}, False),
        ({"issued_at_from": "2020-01-01"}, True),
        ({"issued_at_to": "2020-01-01"}, False),
    ],
)
def test_the_list_is_filtered(client, registrar, own, asked, there):
    assert (own.code in listed(client, **asked)) is there


def test_it_is_filtered_by_course(client, registrar, own, country):
    other = make_certificate(country["MOE-1"], "Other")
    page = listed(client, course=own.course_id)
    assert own.code in page
    assert other.code not in page


def test_a_page_of_the_list_stays_within_its_budget(
    client, registrar, country, django_assert_max_num_queries
):
    for number in range(9):
        make_certificate(country["MOE-1"], f"N{number}")
    listed(client)
    with django_assert_max_num_queries(16):
        listed(client)


def test_it_is_handed_out_as_a_table_without_formulas(client, registrar, own):
    Certificate.objects.update(
        facts={**own.facts, "course": {**own.facts["course"], "titles": {"my": "\x0b=1+1"}}}
    )
    answer = client.get(reverse(LISTING), {"export": "csv"})
    text = text_of(answer)
    lines = list(csv.reader(text.splitlines()))
    assert len(lines) == 2
    assert lines[1][0] == own.code
    assert "'=1+1" in lines[1]
    assert client.get(reverse(LISTING), {"export": "xlsx"}).status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_holds_few_rows_at_a_time(client, registrar, certificates, monkeypatch, kind):
    def whole(rows):
        raise AssertionError(f"All rows at once: {rows.query}")

    monkeypatch.setattr(CertificateQuerySet, "_fetch_all", whole)
    answer = client.get(reverse(LISTING), {"export": kind})
    assert len(b"".join(answer.streaming_content)) > 100


def test_the_list_reads_no_credentials(client, registrar, certificates):
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(LISTING))
    assert not any('"credential"' in query["sql"] for query in asked)


@pytest.mark.parametrize("language", ["my", "en"])
def test_a_table_is_in_the_language_that_its_reader_works_in(client, registrar, own, language):
    chosen = {"preferred_language": language}
    UserProfile.objects.update_or_create(user=registrar, defaults=chosen)
    text = text_of(client.get(reverse(LISTING), {"export": "csv"}))
    with override(language):
        assert str(own.get_kind_display()) in text
        assert gettext("Staff number") in text
