"""The menu shows the rooms a role opens, and asks the database at sign-in only."""

import pytest
from django.test import RequestFactory

from people.models import Role
from people.renaming import ask_for_name
from people.web import navigation
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db


def doors_for(person):
    request = RequestFactory().get("/")
    request.user, request.session = person, {}
    return navigation.menu_sections(request)


def test_a_learner_sees_no_rooms_of_roles():
    assert doors_for(PersonFactory()) == []


@pytest.mark.parametrize(
    ("kind", "rooms"),
    [
        (Role.Kind.HR, ["insights", "people", "requests", "slips", "duties", "roles"]),
        (Role.Kind.VIEWER, ["insights", "people", "duties", "roles"]),
        (Role.Kind.LINE_MANAGER, ["people", "requests", "duties", "roles"]),
        (Role.Kind.SECRETARIAT, ["insights", "people", "requests", "office", "roles"]),
        (Role.Kind.TRAINER, ["requests", "sessions", "office", "roles"]),
        (Role.Kind.REGISTRAR, ["requests", "office", "roles"]),
    ],
)
def test_a_role_opens_its_rooms(kind, rooms):
    assert doors_for(RoleFactory(kind=kind).person) == rooms


def test_the_rooms_are_looked_up_once(django_assert_num_queries, client):
    person = PersonFactory()
    client.force_login(person)
    known = client.session[navigation.MENU_SESSION_KEY]
    request = RequestFactory().get("/")
    request.user, request.session = person, {navigation.MENU_SESSION_KEY: known}
    with django_assert_num_queries(0):
        assert navigation.menu_sections(request) == []


def test_the_rooms_are_looked_up_again_after_a_while(monkeypatch):
    role = RoleFactory(kind=Role.Kind.HR)
    request = RequestFactory().get("/")
    request.user = role.person
    request.session = {navigation.MENU_SESSION_KEY: {"names": [], "until": 0}}
    assert navigation.menu_sections(request) == [
        "insights",
        "people",
        "requests",
        "slips",
        "duties",
        "roles",
    ]


def test_a_trainer_finds_class_sessions_in_the_menu(client):
    client.force_login(RoleFactory(kind=Role.Kind.TRAINER).person)
    assert "sessions" in client.session[navigation.MENU_SESSION_KEY]["names"]
    assert 'href="/my/office/sessions/"' in client.get("/my/learning/").text


def test_nobody_signed_in_has_no_rooms():
    assert navigation.menu_sections(RequestFactory().get("/")) == []


def test_what_waits_is_listed_from_the_number_of_the_menu(django_assert_num_queries):
    manager = RoleFactory(kind=Role.Kind.HR).person
    person = PostingFactory(agency=manager.current_roles[0].agency).person
    ask_for_name(person, name_my="ခင်မျိုး", name_en="")
    request = RequestFactory().get("/")
    request.user, request.session = manager, {}
    assert navigation.count_waiting_work(request) == 1
    with django_assert_num_queries(0):
        [(desk, count)] = navigation.list_waiting_work(request)
    assert (desk.key, count) == ("names", 1)


def test_a_session_that_knows_the_sum_alone_is_counted_anew():
    request = RequestFactory().get("/")
    request.user = RoleFactory(kind=Role.Kind.HR).person
    request.session = {navigation.WAITING_SESSION_KEY: {"count": 7, "until": 10**12}}
    assert navigation.count_waiting_work(request) == 0
