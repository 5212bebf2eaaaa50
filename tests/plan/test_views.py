"""Everyone reads the plan that credentials link to."""

import pytest
from django.urls import reverse

from plan.models import Plan
from tests.plan.factories import ClauseFactory, PhaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    phase = PhaseFactory()
    ClauseFactory(code="2.1")
    return reverse("plan:plan", args=[phase.plan.code])


def test_a_visitor_reads_phases_and_clauses_in_three_queries(
    client, address, django_assert_num_queries
):
    with django_assert_num_queries(3):
        page = client.get(address)
    assert page.status_code == 200
    assert 'id="clause-2.1"' in page.content.decode()


def test_an_unknown_plan_is_not_found(client, address):
    assert client.get(address.replace("MEGP2030", "NONE")).status_code == 404


def test_writing_to_the_plan_is_refused(client, address):
    assert client.post(address).status_code == 405


def test_a_draft_is_not_shown_and_a_closed_plan_says_so(client, address):
    Plan.objects.update(in_force_on=None)
    assert client.get(address).status_code == 404
    Plan.objects.update(in_force_on="2020-01-01", closed_on="2021-01-01")
    assert "ပိတ်သိမ်းပြီး" in client.get(address).content.decode()
