"""Registrars find certificates: by code, name and number, by filters, as a table."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certification.issuing.issue import issue_certificate
from tests.certification.factories import completed_enrolment
from tests.cms.office.registry import (
    LISTING,
    listed,
    make_certificate,
    text_of,
)
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.slow, pytest.mark.each_database]


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


def test_completions_in_haste_are_marked_and_filtered(client, registrar, own, country):
    hurried = make_certificate(country["MOE-1"], "Hurried")
    for certificate, share in ((own, 49), (hurried, 90)):
        certificate.enrolment.hurried_percent = share
        certificate.enrolment.save()
    page = listed(client, hurried="true")
    assert hurried.code in page
    assert "၉၀%" in page
    assert own.code not in page
    assert hurried.code not in listed(client, hurried="false")
    assert "၄၉%" not in listed(client)
    table = text_of(client.get(reverse(LISTING), {"export": "csv"}))
    assert ",49" in table
    detail = client.get(reverse("certificates:detail", args=[own.pk])).content.decode()
    assert "၄၉%" in detail


def test_names_that_nobody_confirmed_are_filtered(client, registrar, own, country):
    person = PersonFactory(is_name_confirmed=False)
    typed = issue_certificate(completed_enrolment(office=country["MOE-1"], person=person))
    old = make_certificate(country["MOE-1"], "Old")
    del old.facts["person"]["is_confirmed"]
    old.save()
    page = listed(client, unconfirmed="true")
    assert typed.code in page
    assert own.code not in page
    assert old.code not in page
    page = listed(client, unconfirmed="false")
    assert typed.code not in page
    assert own.code in page
    assert old.code in page
