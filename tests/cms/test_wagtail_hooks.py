"""The back office shows what is ours, and hides what would go past roles."""

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.admin.menu import Menu

from people.models import Person
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


HOME = "/cms/"


def test_reports_of_upstream_stay_hidden_in_whatever_language_their_names_were_made(admin, rf):
    request = rf.get(HOME)
    request.user = admin
    hooks = {
        "register_hook_name": "register_reports_menu_item",
        "construct_hook_name": "construct_reports_menu",
    }
    with translation.override("my"):
        urls = [item.url for item in Menu(**hooks).menu_items_for_request(request)]
    assert [url for url in urls if "translations" in url or "aging" in url] == []


def test_the_menu_and_the_head_are_ours(client, admin):
    page = client.get(HOME).content.decode()
    assert "img/mark.svg" in page
    assert "css/office.css" in page
    assert "whats-new" not in page


@pytest.mark.parametrize("action", ["delete", "set_active_state", "assign_role"])
def test_people_are_never_changed_in_bulk(client, admin, action):
    victim = PersonFactory()
    url = reverse("wagtail_bulk_action", args=["people", "person", action])
    for ask in (client.get, client.post):
        assert ask(f"{url}?id={victim.pk}").status_code == 404
    assert Person.objects.get(pk=victim.pk).is_active


def test_nobody_is_asked_for_a_first_and_a_last_name(client, admin):
    page = client.get("/cms/account/").content.decode()
    assert "first_name" not in page
    assert "last_name" not in page
    assert "preferred_language" in page
