"""A key is compared with a list of any length, which is one value of the statement."""

import pytest

from people.models import Agency, Posting
from reporting.models import KeyList

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize("others", [0, 6000, 300_000])
def test_those_of_the_list_are_found_however_long_it_is(house, others):
    keys = {house.north.pk, house.south.pk, *range(10**9, 10**9 + others)}
    assert set(Agency.objects.filter(pk__among=KeyList(keys))) == {house.north, house.south}
    found = Posting.objects.filter(agency__among=KeyList(keys))
    assert found.count() == Posting.objects.filter(agency__in=[house.north, house.south]).count()


def test_in_an_empty_list_is_nobody(house):
    assert not Agency.objects.filter(pk__among=KeyList([])).exists()
    assert Agency.objects.exclude(pk__among=KeyList([])).count() == Agency.objects.count()
