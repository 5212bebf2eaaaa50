"""A shelf gives its agency rights; which agency it is, only an administrator says."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, Page

from cms.access.shelves import ensure_collection
from cms.bootstrap import SHARED_MEDIA
from cms.models import AgencyCatalogPage
from people.models import Agency, Person
from tests.cms.written_pages import foreign, own, shelf, trainer, written
from tests.people.factories import AgencyFactory
from tests.people.sign_in import signed_in

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = pytest.mark.django_db


def edit(client, page, **words):
    form = {"title": page.title, "slug": page.slug, "action-publish": "1", **NO_COMMENTS, **words}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)


def add(client, shelf, **words):
    address = reverse("wagtailadmin_pages:add", args=["cms", "agencycatalogpage", shelf.pk])
    form = {"title": "Below", "slug": "below", "action-publish": "1", **NO_COMMENTS, **words}
    client.post(address, form)
    return AgencyCatalogPage.objects.filter(slug="below").first()


NO_COMMENTS = {}


def test_a_trainer_renames_a_shelf_but_gives_it_to_no_other_agency(client, trainer, shelf):
    other = AgencyFactory(code="NEW", parent=shelf.agency)
    edit(client, shelf, title="Renamed", agency=other.code)
    shelf.refresh_from_db()
    assert (shelf.title, shelf.agency.code) == ("Renamed", "MOE")


def test_an_administrator_gives_it_with_all_rights_on_it(client, trainer, shelf):
    other = AgencyFactory(code="NEW")
    signed_in(client, admin=True)
    edit(client, shelf, agency=other.code)
    page = Page.objects.get(pk=shelf.pk)
    assert not page.permissions_for_user(Person.objects.get(pk=trainer.pk)).can_edit()
    assert set(
        Group.objects.filter(page_permissions__page=page).values_list("name", flat=True)
    ) == {f"{kind} of NEW" for kind in ("Trainers", "Reviewers", "Translators")}


def test_a_trainer_makes_a_shelf_below_and_its_agency_gets_its_rights(client, trainer, shelf):
    below = AgencyFactory(code="MOE-1", parent=Agency.objects.get(pk=shelf.agency_id))
    made = add(client, shelf, agency=below.code)
    assert made.agency == below
    assert Group.objects.filter(name="Trainers of MOE-1", page_permissions__page=made).exists()
    assert Collection.objects.filter(name="MOE-1").exists()


@pytest.mark.parametrize("which", ["own", "foreign", "above", "elsewhere"])
def test_but_for_no_agency_beyond_the_role(client, trainer, shelf, foreign, which):
    agencies = {
        "own": shelf.agency,
        "foreign": Agency.objects.get(code="MOH"),
        "above": AgencyFactory(code="ABOVE"),
        "elsewhere": AgencyFactory(parent=Agency.objects.get(code="MOH")),
    }
    assert add(client, shelf, agency=agencies[which].code) is None


def test_an_agency_has_one_shelf(shelf):
    second = AgencyCatalogPage(title="Second", slug="second", agency=shelf.agency)
    second.locale = shelf.locale
    with pytest.raises(ValidationError, match="agency"):
        shelf.get_parent().add_child(instance=second)


class TestMedia:
    def rights_on(self, name):
        rights = GroupCollectionPermission.objects.filter(collection__name=name)
        return {
            (right.group.name, right.permission.codename.partition("_")[0]) for right in rights
        }

    def test_shared_media_are_used_by_all_and_changed_by_administrators_only(self, shelf):
        assert self.rights_on(SHARED_MEDIA) == {
            ("Trainers", "choose"),
            ("Reviewers", "choose"),
            ("Translators", "choose"),
        }

    def test_an_agency_changes_its_own_and_others_who_work_on_pages_use_them(self, shelf):
        trainers = {("Trainers of MOE", action) for action in ("add", "change", "choose")}
        others = {(f"{kind} of MOE", "choose") for kind in ("Reviewers", "Translators")}
        assert self.rights_on("MOE") == trainers | others

    def test_rights_given_before_are_taken_when_they_are_given_anew(self, shelf, own):
        from django.contrib.auth.models import Permission

        from cms.bootstrap import bootstrap_site

        GroupCollectionPermission.objects.create(
            group=Group.objects.get(name="Trainers"),
            collection=ensure_collection(SHARED_MEDIA),
            permission=Permission.objects.get(codename="change_image"),
        )
        bootstrap_site()
        assert ("Trainers", "change") not in self.rights_on(SHARED_MEDIA)
