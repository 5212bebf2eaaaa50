"""Pairs that a column keeps as JSON are told as people write them."""

import pytest
from django.utils import translation

from people.history.changes import compare_fields
from tests.plan.factories import TargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize(
    ("language", "told"), [("en", "31 December 2027: 15"), ("my", "၂၀၂၇ ခုနှစ်၊ ဒီဇင်ဘာလ ၃၁ ရက်: ၁၅")]
)
def test_a_milestone_is_told_with_its_day_in_words(language, told):
    target = TargetFactory()
    [change] = compare_fields(target, {"milestones": []}, {"milestones": [["2027-12-31", 15]]})
    with translation.override(language):
        assert change["new"][language] == told
