"""A unit is shown between the agencies above and below it that the reader may see."""

from people.agencies import AgencyPlaces
from people.models import Agency
from reporting.query.units import load_relatives
from tests.reporting.conftest import DAY
from tests.reporting.questions import scope_of


def find_relatives(scope):
    return load_relatives(scope, AgencyPlaces([scope.unit], since=scope.day))


def test_relatives_are_those_above_from_the_top_and_those_right_under(
    house, django_assert_num_queries
):
    scope = scope_of(house.hr, unit="GAD")
    places = AgencyPlaces([scope.unit], since=scope.day)
    with django_assert_num_queries(1):
        relatives = load_relatives(scope, places)
    assert (relatives.above, relatives.below) == ((house.moha,), (house.north, house.south))


def test_the_trail_begins_at_the_first_agency_in_reach(house):
    relatives = find_relatives(scope_of(house.township))
    assert (relatives.above, relatives.below) == ((), ())


def test_a_closed_agency_is_there_still_for_those_who_are_counted_in_it(house):
    Agency.objects.filter(code="GAD-N").update(valid_to=DAY)
    assert find_relatives(scope_of(house.hr, unit="GAD")).below == (house.north, house.south)
