"""The frame of a page gets its facts without a query until it shows the menu."""

import pytest
from django.test import RequestFactory

from people.models import Role
from people.web.context_processors import add_site_context
from tests.people.factories import RoleFactory


def test_a_page_without_a_menu_needs_neither_session_nor_database(settings):
    settings.LMS_DEMO = True
    context = add_site_context(RequestFactory().get("/"))
    assert (context["is_demo"], context["site_names"]) == (True, settings.SITE_NAMES)


@pytest.mark.django_db
def test_the_menu_is_read_when_it_is_shown(django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user, request.session = RoleFactory(kind=Role.Kind.HR).person, {}
    with django_assert_num_queries(0):
        context = add_site_context(request)
    assert list(context["doors"]) == ["insights", "people", "requests", "slips", "duties", "roles"]
