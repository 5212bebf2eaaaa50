"""What is asked for is done to the agency as it is now, or refused."""

import pytest

from people.agencies.refusals import AgencyActRefused, AgencyRefusal
from people.models import Agency
from tests.people.agencies.conftest import DAY, apply

pytestmark = pytest.mark.django_db  # treebeard moves by SQL of its own


def test_an_agency_with_people_or_units_needs_somebody_to_take_over(tree):
    with pytest.raises(AgencyActRefused, match=str(AgencyRefusal.NEEDS_SUCCESSOR.label)):
        apply("close", tree["GAD"], successor=None)
    apply("close", tree["GAD-T1"], successor=None)
    assert Agency.objects.get(code="GAD-T1").valid_to == DAY


def test_one_whose_end_is_set_takes_nothing_over(tree, other):
    Agency.objects.filter(pk=other.pk).update(valid_to="2099-01-01")
    with pytest.raises(AgencyActRefused, match=str(AgencyRefusal.CLOSED.label)):
        apply("merge", other, units=[tree["GAD"].pk])


def test_a_split_takes_no_unit_that_stands_elsewhere_by_now(tree, other):
    wish = {"code": "NEW", "names": {"en": "New"}, "units": [tree["GAD-T1"].pk], "people": []}
    with pytest.raises(AgencyActRefused, match=str(AgencyRefusal.OUTDATED.label)):
        apply("split", other, **wish)
