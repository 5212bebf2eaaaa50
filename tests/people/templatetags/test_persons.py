"""Names lead to the person, for those who may open it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory

from tests.people.factories import PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("kind", ["hr", "secretariat", "registrar"])
def test_who_may_not_open_the_person_gets_the_name(khin, kind):
    assert shown(RoleFactory(kind=kind).person, khin) == "Khin &lt;b&gt;"
    assert shown(AnonymousUser(), khin) == "Khin &lt;b&gt;"


def test_nobody_is_a_dash():
    assert shown(PersonFactory(admin=True), None) == "–"
