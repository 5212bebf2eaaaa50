"""The filters of page lists name nobody who works on other agencies' pages only."""

import pytest
from django.urls import reverse

from tests.cms.written_pages import foreign, own, shelf, trainer, written
from tests.people.factories import PersonFactory

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def work_on(page, name):
    """Somebody owns and edits the page."""
    page.owner = PersonFactory(name_my=name, name_en=name)
    page.save()
    page.save_revision(user=page.owner, log_action="wagtail.edit")


@pytest.mark.parametrize(
    "address", ["wagtailadmin_explore_root", "course-pages:index", "bank-pages:index"]
)
def test_those_of_the_agency_are_named_and_no_others(client, trainer, own, foreign, address):
    work_on(own["course"], "Daw Mine")
    work_on(foreign["course"], "Daw Theirs")
    page = client.get(reverse(address), follow=True).content.decode()
    assert "Daw Mine" in page
    assert "Daw Theirs" not in page
