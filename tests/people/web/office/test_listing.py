"""The list, its files and acts on many people read the same people from the same address."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from people.web.office.listing import read_listing, require_reader
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"]).person


@pytest.fixture
def people(tree):
    rows = (("Aye", "3", "2020-01-01"), ("Bo", "1", "2022-01-01"), ("Cho", "2", "2021-01-01"))
    for name, number, since in rows:
        person = PersonFactory(name_en=name, name_my="", staff_number=number, honorific="")
        PostingFactory(person=person, agency=tree["GAD"], valid_from=since)


def read(viewer, **asked):
    request = RequestFactory().get("/", asked)
    request.user = viewer
    return read_listing(request)


def names(viewer, **asked):
    return [person.name_en for person in read(viewer, **asked).sort_people()]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("name", ["Aye", "Bo", "Cho"]),
        ("-name", ["Cho", "Bo", "Aye"]),
        ("number", ["Bo", "Cho", "Aye"]),
        ("since", ["Aye", "Cho", "Bo"]),
        ("-since", ["Bo", "Cho", "Aye"]),
        # What has no order, or is not shown, is no reason to answer with an error.
        ("grade", ["Aye", "Bo", "Cho"]),
        ("password", ["Aye", "Bo", "Cho"]),
    ],
)
def test_people_come_in_an_order_that_the_columns_have(hr, people, order, expected):
    assert names(hr, order=order) == expected


def test_who_left_has_no_order_by_the_posting_of_today(hr, people):
    assert read(hr, order="since").order == "since"
    assert read(hr, order="since", state="left").order == "name"


def test_a_unit_of_others_is_not_found(hr, tree):
    assert read(hr, unit="GAD").unit == tree["GAD"]
    for code in ("MOE", "MM"):
        with pytest.raises(Http404):
            read(hr, unit=code)


@pytest.mark.parametrize("kind", ["trainer", "auditor", "registrar", "translator"])
def test_other_roles_read_no_people(tree, kind):
    request = RequestFactory().get("/")
    request.user = RoleFactory(kind=kind, agency=tree["MM"]).person
    with pytest.raises(PermissionDenied):
        require_reader(request)


def test_whoever_is_nobody_is_refused_before_anything_is_read():
    with pytest.raises((PermissionDenied, AssertionError)):
        read(AnonymousUser())
