"""An agency is another from a day on, and what it was until then is kept."""

import datetime as dt

import pytest

from people.agencies.changing import change_agency
from people.agencies.refusals import AgencyActRefused, AgencyRefusal
from people.models import Agency, AgencyVersion
from tests.people.agencies.conftest import DAY

pytestmark = pytest.mark.django_db  # treebeard moves by SQL of its own
ONE = dt.timedelta(days=1)


def test_two_changes_of_one_day_keep_what_was_before_both(tree):
    gad = tree["GAD"]
    first = change_agency(gad.pk, DAY, names={"en": "First"})
    second = change_agency(gad.pk, DAY, names={"en": "Second"})
    version = AgencyVersion.objects.get()
    assert (version.names, first["version"], second["version"]) == (gad.names, version.pk, None)
    assert Agency.objects.get(pk=gad.pk).names == {"en": "Second"}


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (dt.date(2020, 12, 31), AgencyRefusal.TOO_EARLY),
        (DAY - ONE, AgencyRefusal.CHANGED_LATER),
    ],
)
def test_nothing_changes_before_the_beginning_or_a_later_change(tree, day, refusal):
    change_agency(tree["GAD"].pk, DAY, kind="district")
    with pytest.raises(AgencyActRefused, match=str(refusal.label)):
        change_agency(tree["GAD"].pk, day, names={"en": "New"})


def test_no_agency_ever_stood_under_itself_also_on_a_day_in_between(tree, other):
    gad, day = tree["GAD"], DAY + 5 * ONE
    change_agency(gad.pk, DAY, parent=other.pk)
    change_agency(gad.pk, DAY + 10 * ONE, parent=tree["MOHA"].pk)
    with pytest.raises(AgencyActRefused, match=str(AgencyRefusal.UNDER_ITSELF.label)):
        change_agency(other.pk, day, parent=gad.pk)
