"""Names lead to the person, for those who may open it."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory

from people.directory import people_in_reach
from people.models import Person
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def shown(reader, person, name=None):
    request = RequestFactory().get("/")
    request.user = reader
    page = Template("{% load persons %}{% person_link person name %}")
    return page.render(Context({"request": request, "person": person, "name": name}))


@pytest.fixture
def khin():
    return PersonFactory(name_en="Khin <b>", name_my="", honorific="")


def test_an_administrator_gets_a_link(khin):
    address = f"/cms/users/edit/{khin.pk}/"
    assert shown(PersonFactory(admin=True), khin) == f'<a href="{address}">Khin &lt;b&gt;</a>'
    assert "Other name</a>" in shown(PersonFactory(admin=True), khin, "Other name")


@pytest.mark.parametrize("kind", ["hr", "viewer", "line", "secretariat"])
def test_an_office_is_led_to_the_page_of_its_own(khin, kind):
    office = AgencyFactory()
    PostingFactory(person=khin, agency=office)
    reader = RoleFactory(kind=kind, agency=office).person
    assert f'/office/people/{khin.pk}/">Khin &lt;b&gt;</a>' in shown(reader, khin)


def test_a_list_is_looked_up_at_once(khin, django_assert_num_queries):
    office = AgencyFactory()
    rows = [PostingFactory(agency=office) for _ in range(3)]
    request = RequestFactory().get("/")
    request.user = RoleFactory(kind="hr", agency=office).person
    page = Template(
        "{% load persons %}{% look_up_people rows %}"
        "{% for row in rows %}{% person_link row.person %}{% endfor %}"
    )
    assert request.user.current_roles
    with django_assert_num_queries(1):
        html = page.render(Context({"request": request, "rows": rows}))
    assert html.count("<a ") == 3


@pytest.mark.parametrize("kind", ["hr", "viewer", "line", "secretariat"])
def test_people_who_are_visible_are_linked_without_a_query(kind, django_assert_num_queries):
    office = AgencyFactory()
    reader = RoleFactory(kind=kind, agency=office).person
    PostingFactory(person=reader, agency=AgencyFactory())
    PostingFactory(agency=office)
    request = RequestFactory().get("/")
    request.user = reader
    people = list(Person.objects.visible_to(reader))
    rows = [SimpleNamespace(person=one) for one in people]
    page = Template(
        "{% load persons %}{% link_visible_people rows %}"
        "{% for row in rows %}{% person_link row.person %}{% endfor %}"
    )
    # One asks for the reader, who serves elsewhere.
    with django_assert_num_queries(1):
        html = page.render(Context({"request": request, "rows": rows}))
    assert (len(people), html.count("<a ")) == (2, 1)
    assert {*people} - {*people_in_reach(reader)} == {reader}


@pytest.mark.parametrize("kind", ["hr", "secretariat", "registrar"])
def test_who_may_not_open_the_person_gets_the_name(khin, kind):
    PostingFactory(person=khin, agency=AgencyFactory())
    reader = RoleFactory(kind=kind, agency=AgencyFactory()).person
    assert shown(reader, khin) == "Khin &lt;b&gt;"
    assert shown(AnonymousUser(), khin) == "Khin &lt;b&gt;"


def test_nobody_is_a_dash():
    assert shown(PersonFactory(admin=True), None) == "–"
