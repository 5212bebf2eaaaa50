import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.admin.menu import Menu, admin_menu, reports_menu, settings_menu

from people.models import Person
from tests.people.factories import PersonFactory
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.django_db
HOME = "/cms/"


def menu_urls(client, menu, request):
    return [item["url"] for item in flattened(menu.render_component(request))]


def flattened(components):
    for one in components:
        children = getattr(one, "menu_items", None)
        if children is None:
            yield {"url": one.url}
        else:
            yield from flattened(children)


def test_every_address_of_the_menus_opens_for_an_administrator(client, admin, rf):
    request = rf.get(HOME)
    request.user = admin
    urls = set()
    for menu in (admin_menu, settings_menu, reports_menu):
        urls.update(menu_urls(client, menu, request))
    urls = {url for url in urls if url.startswith("/cms/")}
    assert {"/cms/agencies/", "/cms/users/", "/cms/certificates/", "/cms/targets/"} <= urls
    assert len(urls) > 15
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)


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


@pytest.mark.parametrize(
    "name",
    ["wagtailadmin_account", "wagtailusers_users:index", "wagtailusers_users:add"],
)
def test_the_screens_of_accounts_know_our_people(client, admin, name):
    assert client.get(reverse(name)).status_code == 200


def test_the_account_page_offers_no_password_past_the_second_factor(client, admin):
    page = client.get(reverse("wagtailadmin_account")).content.decode()
    assert 'type="password"' not in page
    assert client.get("/cms/password_reset/").status_code == 404


def test_signing_in_is_always_through_the_one_door(client):
    answer = client.get("/cms/login/?next=/cms/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    answer = client.post("/cms/login/", {"username": "x", "password": "y"})
    assert answer.status_code == 302
    answer = client.get(HOME)
    assert answer["Location"].startswith(reverse("account_login"))
    for language in ("my", "en"):
        answer = client.post(f"/{language}/_util/login/", {"username": "x", "password": "y"})
        assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))


def test_signing_out_ends_the_session(client, admin):
    assert client.post("/cms/logout/").status_code == 302
    assert client.get(HOME).status_code == 302


def test_the_menu_and_the_head_are_ours(client, admin):
    page = client.get(HOME).content.decode()
    assert "img/mark.svg" in page
    assert "css/office.css" in page
    assert "whats-new" not in page


def test_the_office_speaks_burmese_and_english(client):
    signed_in(client, admin=True, language="my")
    for language in ("my", "en"):
        assert client.get(HOME, headers={"accept-language": language}).status_code == 200


@pytest.mark.parametrize("action", ["delete", "set_active_state", "assign_role"])
def test_people_are_never_changed_in_bulk(client, admin, action):
    victim = PersonFactory()
    url = reverse("wagtail_bulk_action", args=["people", "person", action])
    answer = client.post(f"{url}?id={victim.pk}", {"mark_as_active": "", "role": ""})
    assert answer.status_code in (200, 302)
    assert Person.objects.get(pk=victim.pk).is_active
    assert not Person.objects.get(pk=victim.pk).groups.exists()


def test_nobody_works_by_a_clock_of_their_own(client):
    """Days would end at other hours: of evidence that is revoked, of what is still to come."""
    signed_in(client, "registrar")
    assert "current_time_zone" not in client.get(reverse("wagtailadmin_account")).content.decode()
