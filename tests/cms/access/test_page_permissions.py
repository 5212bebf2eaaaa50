"""Trainers write, translators translate, and each agency says who publishes."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import StringTranslation

from cms.access.page_permissions import TreePermissionPolicy, must_wait_for_second_person
from cms.models import BankPage, CoursePage
from people.models import Agency, Person
from tests.cms.factories import in_burmese, locale
from tests.cms.written_pages import foreign, own, shelf, trainer, written
from tests.people.factories import RoleFactory
from tests.people.sign_in import sign_in, signed_in

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.any_database, pytest.mark.django_db]
HOME = "/cms/"
NEVER = (
    *("can_write", "can_copy", "can_delete", "can_move", "can_unpublish", "can_lock"),
    *("can_unschedule", "can_add_subpage", "can_publish_subpage", "can_reorder_children"),
    *("can_set_view_restrictions", "can_view_revisions"),
)


def somebody(kind, agency):
    role = RoleFactory(kind=kind, agency=agency)
    return Person.objects.get(pk=role.person.pk)


def may(person, page):
    page = Page.objects.get(pk=page.pk)
    return page.permissions_for_user(Person.objects.get(pk=person.pk))


def burmese(page):
    return Page.objects.get(translation_key=page.translation_key, locale=locale("my"))


def set_rule(shelf, rule):
    Agency.objects.filter(pk=shelf.agency_id).update(publishing=rule)


@pytest.fixture
def translator(shelf):
    return somebody("translator", shelf.agency)


class TestTranslators:
    def test_they_edit_translations_of_their_agency_only(self, translator, own, foreign):
        assert may(translator, burmese(own["course"])).can_edit()
        assert not may(translator, own["course"]).can_edit()
        assert not may(translator, burmese(foreign["course"])).can_edit()

    @pytest.mark.parametrize("act", NEVER)
    def test_they_do_nothing_else_with_them(self, translator, own, foreign, act):
        pages = (own["course"], burmese(own["course"]), burmese(foreign["course"]), front_page())
        assert not any(getattr(may(translator, page), act)() for page in pages)

    def test_they_do_not_edit_a_page_that_was_written_in_burmese_first(self, translator, shelf):
        page = CoursePage(
            title="ရှေးဦး", slug="first-in-burmese", summary="အကျဉ်း", locale=locale("my")
        )
        burmese(shelf).add_child(instance=page)
        assert not may(translator, page).can_edit()

    def test_they_edit_nothing_of_the_national_pages(self, translator, own):
        assert not may(translator, front_page()).can_edit()

    def test_they_withdraw_no_question(self, client, shelf, own):
        in_burmese(own["bank"])
        signed_in(client, "translator", agency=shelf.agency)
        for page in (own["bank"], burmese(own["bank"])):
            assert client.get(reverse("bank_questions", args=[page.pk]))["Location"] == HOME

    @pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
    def test_they_act_on_no_pages_at_once(self, client, shelf, own, action):
        signed_in(client, "translator", agency=shelf.agency)
        page = burmese(own["course"])
        set_rule(shelf, "trainers")
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        for ask in (client.get, client.post):
            assert ask(f"{address}?id={page.pk}&id=all").status_code == 404

    @pytest.mark.parametrize("view", ["edit", "history", "revisions_compare"])
    def test_no_screen_tells_them_which_answers_are_right(self, client, shelf, own, view):
        in_burmese(own["bank"])
        page = BankPage.objects.get(pk=burmese(own["bank"]).pk)
        first, last = page.revisions.first().pk, page.save_revision().pk
        signed_in(client, "translator", agency=shelf.agency)
        extra = {"revisions_compare": [first, last]}.get(view, [])
        answer = client.get(reverse(f"wagtailadmin_pages:{view}", args=[page.pk, *extra]))
        assert "is_correct" not in answer.content.decode()
        assert answer.status_code == (200 if view == "edit" else 302)


def front_page():
    return Page.objects.get(depth=2, locale=locale("my"))


class TestWhoPublishes:
    def test_authors_publish_unless_their_agency_says_otherwise(self, trainer, translator, own):
        assert may(trainer, own["course"]).can_publish()
        assert may(translator, burmese(own["course"])).can_publish()
        assert not may(translator, own["course"]).can_publish()

    def test_trainers_publish_what_translators_write(self, trainer, translator, own, shelf):
        set_rule(shelf, "trainers")
        assert may(trainer, burmese(own["course"])).can_publish()
        assert not may(translator, burmese(own["course"])).can_publish()

    def test_a_second_trainer_publishes_and_never_ones_own_work(self, trainer, own, shelf):
        set_rule(shelf, "second")
        own["course"].save_revision(user=trainer)
        assert not may(trainer, own["course"]).can_publish()
        assert may(somebody("trainer", shelf.agency), own["course"]).can_publish()
        assert not may(trainer, shelf).can_publish_subpage()

    def test_a_deputy_of_the_author_is_no_second_trainer(self, trainer, own, shelf):
        set_rule(shelf, "second")
        own["course"].save_revision(user=trainer)
        deputy = somebody("trainer", shelf.agency)
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        deputy.roles.update(acting_for=trainer, valid_to=tomorrow)
        assert not may(deputy, own["course"]).can_publish()
        assert must_wait_for_second_person(deputy, own["course"])

    def test_a_second_person_publishes_translations_too(self, trainer, own, shelf):
        set_rule(shelf, "second")
        page = burmese(own["course"])
        sentences = StringTranslation.objects.filter(context__object_id=page.translation_key)
        assert may(trainer, page).can_publish()
        sentences.update(last_translated_by=trainer)
        assert not may(trainer, page).can_publish()

    def test_whoever_changes_the_draft_of_another_waits_too(self, trainer, own, shelf):
        set_rule(shelf, "second")
        other, course = somebody("trainer", shelf.agency), own["course"]
        course.save_revision(user=other)
        course.save_revision(user=trainer)
        assert not must_wait_for_second_person(trainer, course)
        course.title = "Changed on the way"
        course.save_revision(user=other)
        course.title = "Changed again"
        course.save_revision(user=trainer)
        assert must_wait_for_second_person(trainer, course)

    def test_what_is_changed_and_published_at_once_stays_a_draft(self, client, own, shelf):
        set_rule(shelf, "second")
        own["module"].save_revision(user=somebody("trainer", shelf.agency))
        sign_in(client, somebody("trainer", shelf.agency))
        address = reverse("wagtailadmin_pages:edit", args=[own["module"].pk])
        form = {"title": "Anew", "slug": "one", "action-publish": "1", **NO_COMMENTS}
        assert client.post(address, form)["Location"] == address
        assert Page.objects.get(pk=own["module"].pk).title == "Module one"
        assert (
            Page.objects.get(pk=own["module"].pk).get_latest_revision().content["title"] == "Anew"
        )

    def test_the_nearest_shelf_decides(self, trainer, own, shelf):
        set_rule(shelf, "second")
        elsewhere = Agency.objects.exclude(pk=shelf.agency_id)
        elsewhere.update(publishing="authors")
        own["course"].save_revision(user=trainer)
        assert not may(trainer, own["course"]).can_publish()


NO_COMMENTS = {}


def test_where_ones_pages_begin_is_known_from_ones_rights(
    trainer, own, foreign, django_assert_num_queries
):
    policy, person = TreePermissionPolicy(), Person.objects.get(pk=trainer.pk)
    with django_assert_num_queries(1):
        begins = policy.explorable_root_instance(person)
    wanted = PagePermissionPolicy.explorable_root_instance(policy, person)
    assert (begins, begins.title) == (wanted, wanted.title)
    rights = GroupPagePermission.objects.exclude(page=own["shelf"].pk)
    rights.filter(group__user=person).delete()
    assert (
        policy.explorable_root_instance(Person.objects.get(pk=person.pk)).specific == own["shelf"]
    )
    rights.model.objects.filter(group__user=person).delete()
    assert policy.explorable_root_instance(Person.objects.get(pk=person.pk)) is None
