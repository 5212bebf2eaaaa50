import pytest
from wagtail.admin.menu import admin_menu, reports_menu, settings_menu

from tests.people.sign_in import signed_in

pytestmark = pytest.mark.django_db


HOME = "/cms/"


def menu_urls(client, menu, request):
    client.get(HOME)  # what a menu holds is known when the addresses are loaded
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
    # Rosters are brought at the desk of the office.
    for desk in ("/office/roster/", "/office/plan/files/"):
        assert client.get(next(url for url in urls if desk in url)).status_code == 200
    urls = {url for url in urls if url.startswith("/cms/")}
    assert {"/cms/agencies/", "/cms/users/", "/cms/certificates/", "/cms/targets/"} <= urls
    assert len(urls) > 15
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)


def test_whoever_works_in_the_office_finds_what_they_did(client, rf):
    request = rf.get(HOME)
    for kind in ("secretariat", "registrar", "trainer"):
        request.user = signed_in(client, kind)
        (report,) = {url for url in menu_urls(client, reports_menu, request) if "history" in url}
        assert client.get(report).status_code == 200


@pytest.mark.parametrize(("kind", "is_shown"), [("trainer", True), ("registrar", False)])
def test_trainers_find_class_sessions_in_the_back_office(client, rf, kind, is_shown):
    request = rf.get(HOME)
    request.user = signed_in(client, kind)
    urls = menu_urls(client, admin_menu, request)
    assert any(url.endswith("/office/sessions/") for url in urls) is is_shown
