"""Nobody is offered a translation that is refused."""

import pytest
from django.urls import reverse

from tests.cms.written_pages import foreign, own, shelf, trainer, written
from tests.people.sign_in import signed_in

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.any_database, pytest.mark.django_db]
LISTED = "/localize/submit/page/"


def offers(client, page):
    listing = client.get(reverse("wagtailadmin_explore", args=[page.pk])).content.decode()
    return f"{LISTED}{page.pk}/" in listing


@pytest.mark.parametrize("kind", ["trainer", "translator"])
def test_a_page_of_the_agency_can_be_translated(client, own, shelf, kind):
    signed_in(client, kind, agency=shelf.agency)
    assert offers(client, own["module"])


@pytest.mark.parametrize("kind", ["trainer", "translator"])
def test_what_is_offered_is_not_refused(client, own, shelf, kind):
    """Pages above the shelf are in the person's tree, and are not theirs."""
    signed_in(client, kind, agency=shelf.agency)
    for page in shelf.get_ancestors().exclude(depth=1):
        answer = client.get(reverse("wagtail_localize:submit_page_translation", args=[page.pk]))
        assert offers(client, page) is (answer.status_code == 200)
