"""Acts on several pages at once reach the pages of the list, all of those named or none."""

import pytest
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from cms.models import CoursePage
from cms.office.content.bulk_actions import GUARDED_ACTIONS
from people.models import Agency
from tests.cms.written_pages import foreign, own, shelf, trainer, written

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def act(client, action, *pages, **query):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    numbers = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?next=/cms/&{numbers}", query)


def test_a_trainer_unpublishes_courses_of_the_own_shelf(client, trainer, own):
    assert act(client, "unpublish", own["course"]).status_code == 302
    assert not CoursePage.objects.get(pk=own["course"].pk).live


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_one_foreign_page_among_them_and_nothing_is_done(client, trainer, own, foreign, action):
    assert act(client, action, own["course"], foreign["course"]).status_code == 404
    assert (
        CoursePage.objects.filter(
            pk__in=[own["course"].pk, foreign["course"].pk], live=True
        ).count()
        == 2
    )


def test_nobody_publishes_own_work_where_a_second_trainer_is_to(client, trainer, own, shelf):
    Agency.objects.filter(pk=shelf.agency_id).update(publishing=Agency.Publishing.SECOND_PERSON)
    course = own["course"]
    course.title = "Of my own"
    course.save_revision(user=trainer)
    act(client, "publish", course)
    assert CoursePage.objects.get(pk=course.pk).title != "Of my own"


def test_every_act_of_the_library_has_its_guard():
    bulk_action_registry._scan_for_bulk_actions()
    offered = {
        action
        for models in bulk_action_registry.actions.values()
        for model, actions in models.items()
        # People are changed in bulk by nobody: these addresses are closed, the lists show no act.
        if model != "person"
        for action in actions.values()
    }
    assert offered == set(GUARDED_ACTIONS)
