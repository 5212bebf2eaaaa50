import pytest
from wagtail.models import Collection, Page, Site

from cms.bootstrap import bootstrap_site, ensure_agency_catalog
from cms.models import AgencyCatalogPage, HomePage, InfoPage
from people.models import Role
from tests.cms.factories import locale
from tests.people.factories import AgencyFactory, RoleFactory

pytestmark = pytest.mark.any_database


def test_a_new_site_has_both_front_pages_and_starts_in_burmese(tree):
    assert set(HomePage.objects.live().values_list("locale__language_code", flat=True)) == {
        "en",
        "my",
    }
    assert Site.objects.get().root_page.locale.language_code == "my"


def test_a_second_bootstrap_changes_nothing(tree):
    before = list(Page.objects.values_list("pk", "path", "latest_revision"))
    bootstrap_site()
    assert list(Page.objects.values_list("pk", "path", "latest_revision")) == before


def test_the_welcome_page_is_gone(tree):
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_information_pages_are_written_in_both_languages(tree, client):
    assert InfoPage.objects.live().count() == 6
    assert "သိမ်းဆည်းသော" in client.get("/my/privacy/").content.decode()
    assert "What we keep" in client.get("/en/privacy/").content.decode()


def test_a_wiped_database_is_restored(committed_db):
    Page.objects.all().delete()
    bootstrap_site()
    assert HomePage.objects.live().count() == 2


def test_a_shelf_stands_on_the_shelf_of_the_agency_above(tree):
    ministry = AgencyFactory()
    department = AgencyFactory(parent=ministry)
    above, below = ensure_agency_catalog(ministry), ensure_agency_catalog(department)
    assert below.get_parent().pk == above.pk
    assert ensure_agency_catalog(department).pk == below.pk
    assert AgencyCatalogPage.objects.live().filter(locale=locale("my")).count() == 2


def test_trainers_may_write_on_their_own_shelf_only(tree):
    ours, theirs = AgencyFactory(), AgencyFactory()
    own, foreign = ensure_agency_catalog(ours), ensure_agency_catalog(theirs)
    trainer = RoleFactory(agency=ours, kind=Role.Kind.TRAINER).person
    assert own.permissions_for_user(trainer).can_add_subpage()
    assert own.get_translation(locale("my")).permissions_for_user(trainer).can_publish_subpage()
    assert not foreign.permissions_for_user(trainer).can_add_subpage()
    assert not foreign.permissions_for_user(trainer).can_edit()


def test_no_tree_begins_with_a_word_of_wagtail(tree):
    first = Page.get_first_root_node()
    names = [first.title, first.draft_title, Collection.get_first_root_node().name]
    assert names == ["ပညာ · Pyinnya", "ပညာ · Pyinnya", "မီဒီယာအားလုံး · All media"]
