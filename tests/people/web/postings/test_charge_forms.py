"""Forms of charges take either digits, and show a charge as it is."""

import datetime as dt

import pytest

from people.models import Agency
from people.web.postings.charge_forms import ChargeCorrectionForm, ChargeForm, describe_charge
from tests.people.factories import ChargeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DAYS = {"valid_from": "၂၀၂၅-၀၆-၀၁", "valid_to": "၂၀၂၅-၀၆-၃၀"}


def test_a_share_and_days_are_taken_in_burmese_digits(tree):
    sent = {"unit": "MOE", "position_my": "ဌာနမှူး", "share": "၄၀", "why": "အမိန့်", **DAYS}
    form = ChargeForm(sent, units=Agency.objects.all())
    assert form.is_valid(), form.errors
    terms = form.read_terms()
    assert (terms.position, terms.share) == ({"my": "ဌာနမှူး"}, 40)
    assert (terms.valid_from, terms.valid_to) == (dt.date(2025, 6, 1), dt.date(2025, 7, 1))
    assert "grade" not in form.fields


def test_a_correction_shows_what_is_recorded():
    end = dt.date(2025, 7, 1)
    charge = ChargeFactory(planned_to=end, valid_to=dt.date(2025, 1, 1))
    form = ChargeCorrectionForm(initial=describe_charge(charge))
    page = str(form)
    assert form.initial["valid_to"] == end
    assert 'value="2025-06-30"' in page
    assert 'value="30"' in page
