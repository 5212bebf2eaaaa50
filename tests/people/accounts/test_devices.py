import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from people.accounts.devices import find_device_address, remember_device
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return PersonFactory.create_batch(22)


def sign_in_on(cookie, person, settings):
    request = RequestFactory().get("/")
    request.COOKIES[settings.DEVICE_COOKIE_NAME] = cookie
    response = HttpResponse()
    remember_device(request=request, response=response, user=person)
    return response.cookies[settings.DEVICE_COOKIE_NAME].value


def address_of(cookie, person, settings):
    request = RequestFactory().get("/")
    request.COOKIES[settings.DEVICE_COOKIE_NAME] = cookie
    return find_device_address(request, person)


def test_a_shared_device_knows_each_who_signed_in_and_nobody_else(people, settings):
    cookie = sign_in_on(sign_in_on("", people[0], settings), people[1], settings)
    known = [address_of(cookie, one, settings) for one in people[:3]]
    assert known[0] == known[1] is not None
    assert known[2] is None


def test_two_devices_are_two_places_in_a_range_that_nobody_has(people, settings):
    one, other = (
        address_of(sign_in_on("", people[0], settings), people[0], settings) for _ in "ab"
    )
    assert one != other
    assert one.startswith("fd")
    assert other.startswith("fd")


def test_a_device_remembers_the_last_twenty(people, settings):
    cookie = ""
    for person in people:
        cookie = sign_in_on(cookie, person, settings)
    known = [address_of(cookie, one, settings) is not None for one in people]
    assert known == [False] * 2 + [True] * 20
    assert len(cookie) < 1000


@pytest.mark.parametrize("cookie", ["", "x", "WyJ4IixbMV1d:1:x", "\x00", "a:b:c:d" * 500])
def test_a_cookie_that_is_not_ours_says_nothing(people, settings, cookie):
    assert address_of(cookie, people[0], settings) is None
