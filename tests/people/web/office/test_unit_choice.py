"""A page is asked for a unit by its code, among those in reach, with the ways up and down."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from people.models import Agency
from people.web.office.unit_choice import choose_unit

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def choose(reach, unit=None, **more):
    asked = {"unit": unit} if unit is not None else {}
    place = choose_unit(RequestFactory().get("/", asked), reach, **more)
    code = place.unit.code if place.unit else None
    return code, [one.code for one in place.above], [one.code for one in place.below]


@pytest.fixture
def ministry(tree):
    return Agency.objects.under(tree["MOHA"])


def test_the_ways_up_and_down_end_where_the_reach_does(ministry):
    assert choose(ministry, "GAD") == ("GAD", ["MOHA"], ["GAD-T1"])
    assert choose(ministry, " GAD-T1 ") == ("GAD-T1", ["MOHA", "GAD"], [])


def test_without_one_it_is_all_of_them_and_their_first_level(ministry):
    assert choose(ministry) == (None, [], ["MOHA", "GAD"])
    assert choose(ministry, "") == (None, [], ["MOHA", "GAD"])


def test_a_form_that_needs_one_begins_with_the_first(ministry):
    assert choose(ministry, needs_one=True) == ("MOHA", [], ["GAD"])
    assert choose(Agency.objects.none(), needs_one=True) == (None, [], [])


@pytest.mark.parametrize("code", ["MOE", "MM", "nowhere", "x" * 500])
def test_one_out_of_reach_is_as_one_that_is_not(ministry, code):
    with pytest.raises(Http404):
        choose(ministry, code)
