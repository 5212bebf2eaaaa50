import datetime as dt

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import translation
from wagtail.admin.menu import Menu, admin_menu, reports_menu, settings_menu
from wagtail.models import Page

from cms import tasks
from cms.access.page_groups import grant_agency_pages, sync_person_groups
from people.models import Person, Role
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory
from tests.people.sign_in import sign_in, signed_in

pytestmark = pytest.mark.django_db
HOME = "/cms/"


@pytest.mark.parametrize("kind", ["trainer", "translator", "registrar", "auditor", "secretariat"])
def test_whoever_works_here_opens_the_back_office(client, kind):
    signed_in(client, kind)
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize("kind", ["hr", ""])
def test_hr_managers_and_learners_do_not(client, kind):
    signed_in(client, kind)
    assert client.get(HOME).status_code in (302, 403)
    assert client.get("/cms/agencies/").status_code in (302, 403)


def test_a_role_that_has_ended_does_not_open_it(client):
    person = PersonFactory()
    RoleFactory(person=person, kind="trainer", expired=True)
    sign_in(client, person)
    assert client.get(HOME).status_code in (302, 403)


def test_a_role_that_ends_by_date_closes_it_within_the_hour(client):
    person = signed_in(client, "trainer")
    Role.objects.filter(person=person).update(valid_to=dt.date(2022, 1, 1))
    assert client.get(HOME).status_code == 200
    tasks.sync_groups()
    assert client.get(HOME).status_code == 302
    assert settings.CELERY_BEAT_SCHEDULE["sync-groups"]["schedule"] <= 3600


def test_taking_the_role_takes_the_group():
    role = RoleFactory(kind="registrar")
    assert role.person.groups.get().name == "Registrars"
    role.delete()
    assert not role.person.groups.exists()


def test_other_groups_are_left_alone():
    person, other = PersonFactory(), Group.objects.create(name="Choir")
    person.groups.add(other)
    sync_person_groups(person)
    assert person.groups.get() == other


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


class TestTrainers:
    """A trainer's rights on pages end with the pages of the agency."""

    @pytest.fixture
    def pages(self):
        root = Page.get_first_root_node()
        pages, agencies = {}, {}
        for name in ("own", "foreign"):
            page = root.add_child(instance=Page(title=name, slug=f"office-{name}"))
            page.save_revision().publish()
            agencies[name] = AgencyFactory()
            grant_agency_pages(agencies[name], [page])
            pages[name] = page
        return pages, agencies

    @pytest.fixture
    def trainer(self, client, pages):
        return signed_in(client, "trainer", agency=pages[1]["own"])

    VIEWS = ["edit", "history", "usage", "copy", "move", "unpublish", "workflow_history"]

    @pytest.mark.parametrize("view", VIEWS)
    def test_a_foreign_page_is_closed_in_every_view(self, client, pages, trainer, view):
        url = reverse(f"wagtailadmin_pages:{view}", args=[pages[0]["foreign"].pk])
        assert client.get(url).status_code in (302, 403)

    @pytest.mark.parametrize("view", ["edit", "history", "usage"])
    def test_their_own_page_is_open(self, client, pages, trainer, view):
        url = reverse(f"wagtailadmin_pages:{view}", args=[pages[0]["own"].pk])
        assert client.get(url).status_code == 200

    def test_a_foreign_page_is_not_saved(self, client, pages, trainer):
        foreign = pages[0]["foreign"]
        url = reverse("wagtailadmin_pages:edit", args=[foreign.pk])
        client.post(url, {"title": "taken", "slug": "taken", "action-publish": "1"})
        foreign.refresh_from_db()
        assert foreign.title == "foreign"
        assert foreign.get_latest_revision().content["title"] == "foreign"

    def test_a_foreign_page_is_neither_submitted_nor_synced_for_translation(
        self, client, pages, trainer
    ):
        url = reverse("wagtail_localize:submit_page_translation", args=[pages[0]["foreign"].pk])
        assert client.get(url).status_code in (302, 403)
        assert client.get(url)["Location"] == HOME

    def test_a_trainer_of_the_agency_above_writes_too(self, pages):
        child = AgencyFactory(parent=pages[1]["own"])
        page = Page.get_first_root_node().add_child(instance=Page(title="c", slug="office-c"))
        above = RoleFactory(agency=pages[1]["own"], kind="trainer").person
        grant_agency_pages(child, [page])
        assert page.permissions_for_user(Person.objects.get(pk=above.pk)).can_edit()

    def test_national_data_is_closed_to_them(self, client, trainer):
        for name in ("skills", "frameworks", "plans", "targets", "agencies", "certificates"):
            for view in ("index", "add"):
                if (name, view) == ("certificates", "add"):
                    continue
                assert client.get(reverse(f"{name}:{view}")).status_code in (302, 403)
        assert client.get(reverse("wagtailusers_users:index")).status_code in (302, 403)
        assert client.get(reverse("roster:index")).status_code in (302, 403)


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
