"""A day that was typed is read in both digit sets, or refused; it never becomes another one."""

import re

import pytest
from django.urls import reverse

from plan.models import Phase
from tests.plan.factories import PlanFactory

FORM = {"number": "1", "names_my": "ကာလတို", "names_en": "Short", "starts_on": "2024-01-01"}


def test_burmese_digits_are_a_day(client, secretariat):
    form = FORM | {"plan": PlanFactory().pk, "ends_on": "၂၀၂၆-၀၃-၀၁"}
    assert client.post(reverse("phases:add"), form).status_code == 302
    assert str(Phase.objects.get().ends_on) == "2026-03-01"


@pytest.mark.parametrize("typed", ["2026-02-30", "01/03/2062x"])
def test_what_is_no_day_is_told_and_kept(client, secretariat, typed):
    page = client.post(reverse("phases:add"), FORM | {"ends_on": typed})
    assert page.context["form"].errors["ends_on"]
    assert f'value="{typed}"' in page.content.decode()


def test_the_picker_puts_no_other_day_in_its_place(client, secretariat):
    page = client.get(reverse("phases:add")).content.decode()
    settings = re.findall(r"initDateChooser\([^)]*\)", page)
    assert settings
    assert all("validateOnBlur" in one for one in settings)
