"""Registrars find certificates: by code, name and number, by filters, as a table."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cms.registry import (
    LISTING,
    listed,
    make_certificate,
)


def test_a_registrar_finds_by_code_name_and_staff_number(client, registrar, certificates, own):
    code, number = own.code, own.person.staff_number
    spaced = f"{code[:4]}-{code[4:8]}-{code[8:]}"
    for asked in (code, code.lower(), spaced, "ခင်ခင်", "khin", number, number.lower()):
        page = listed(client, q=asked)
        assert code in page
        assert certificates["MOH"].code not in page


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


def test_the_list_reads_no_credentials(client, registrar, certificates):
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(LISTING))
    assert not any('"credential"' in query["sql"] for query in asked)
