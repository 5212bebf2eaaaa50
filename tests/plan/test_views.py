"""Everyone reads the plan that credentials link to."""

import datetime as dt

import pytest
from django.urls import reverse

from plan.models import Clause, Plan
from plan.past import keep_past
from tests.plan.factories import ClauseFactory, PhaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    phase = PhaseFactory()
    ClauseFactory(code="2.1")
    return reverse("plan:plan", args=[phase.plan.code])


def test_a_visitor_reads_phases_and_clauses_in_four_queries(
    client, address, django_assert_num_queries
):
    with django_assert_num_queries(4):
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


def test_a_reworded_clause_keeps_its_place_and_shows_how_it_read_before(client, address):
    clause = Clause.objects.get()
    keep_past(Clause, [clause.pk], dt.date(2026, 7, 1))
    Clause.objects.update(names={"my": "အသစ်", "en": "Every official works safely online"})
    page = client.get(address.replace("/my/", "/en/")).content.decode()
    now, before = "Every official works safely online", "Every official works safely"
    assert (
        page.index('id="clause-2.1"')
        < page.index(now)
        < page.index(f"Before 1 July 2026: {before}")
    )
