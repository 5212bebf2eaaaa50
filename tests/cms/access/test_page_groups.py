import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page

from cms.access.page_groups import grant_agency_pages, sync_person_groups
from people.models import Person
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory
from tests.people.sign_in import sign_in, signed_in

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]
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

    VIEWS = ["edit", "history", "usage", "copy", "move", "unpublish"]

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
        assert client.get(reverse("plan:files")).status_code in (302, 403)
