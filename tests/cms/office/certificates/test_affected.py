"""Certificates that rest on what no longer holds are listed, and acted on a page at a time."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from certification.models import ActionRequest
from courses.models import CourseSkill
from tests.cms.office.registry import (
    again,
    make_certificate,
    text_of,
)

pytestmark = pytest.mark.each_database

ADDRESS = "resting:index"
FORM = {"choice": "revoke:withdrawn", "note": "", "confirmed": "on"}


@pytest.fixture(autouse=True)
def older(certificates):
    """Both courses certify something else now."""
    CourseSkill.objects.update(level=4)


def address(**asked):
    return reverse(ADDRESS) + "?" + urlencode({"cause": "older", **asked})


def test_it_lists_and_counts_within_the_scope(client, registrar, certificates):
    page = client.get(address())
    assert [count for _value, _label, count in page.context["causes"]] == [0, 1, 0]
    assert certificates["MOE"].code in page.content.decode()
    assert certificates["MOH"].code not in page.content.decode()
    assert certificates["MOE"].code not in client.get(reverse(ADDRESS)).content.decode()


def test_what_is_ticked_is_acted_on_through_acts(client, registrar, certificates, own):
    foreign = certificates["MOH"]
    form = {**FORM, "chosen": [own.pk, foreign.pk, "x", "9" * 9, "9" * 30, "9" * 5000]}
    assert client.post(address(), form).status_code == 302
    assert again(own).revocation_reason == "withdrawn"
    assert again(foreign).revoked_at is None
    assert ActionRequest.objects.get().asked_by == registrar


@pytest.mark.parametrize(
    "change",
    [
        {"chosen": []},
        {"choice": ""},
        {"choice": "revoke:whim"},
        {"choice": "burn:x"},
        {"confirmed": ""},
    ],
)
def test_what_is_not_filled_in_is_told_and_nothing_is_done(client, registrar, own, change):
    form = {**FORM, "chosen": [own.pk], **change}
    page = client.post(address(), form)
    assert page.status_code == 200
    assert not ActionRequest.objects.exists()
    ticked = f'value="{own.pk}" aria-label="{own.code}" checked' in page.content.decode()
    assert ticked is bool(form["chosen"])


def test_what_rests_on_something_else_is_not_acted_on(client, registrar, own):
    client.post(address(cause="key"), {**FORM, "chosen": [own.pk]})
    assert not ActionRequest.objects.exists()


def test_an_auditor_reads_and_exports_but_does_not_act(client, auditor, own):
    page = client.get(address()).content.decode()
    assert own.code in page
    assert 'name="chosen"' not in page
    answer = client.get(address(export="csv"))
    assert own.code in text_of(answer)
    refused = client.post(address(), {**FORM, "chosen": [own.pk]})
    assert refused["Location"] == "/cms/"
    assert not ActionRequest.objects.exists()


def test_the_screen_stays_within_its_budget(
    client, registrar, country, django_assert_max_num_queries
):
    for number in range(6):
        make_certificate(country["MOE-1"], f"N{number}")
    CourseSkill.objects.update(level=4)
    client.get(address())
    with django_assert_max_num_queries(22):
        assert client.get(address()).content.decode().count('name="chosen"') == 7
