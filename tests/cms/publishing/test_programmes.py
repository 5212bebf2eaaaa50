"""A programme is pushed with what its oldest page asks and the words of each language."""

import pytest
from wagtail.models import Page

from cms.bootstrap import ensure_agency_catalog
from cms.models import ProgrammePage
from cms.translation.adoption import adopt_translation
from courses.models import Programme
from tests.cms import factories as f
from tests.cms.factories import part, put_programme
from tests.courses.programmes import make_short_courses
from tests.people.factories import AgencyFactory

pytestmark = pytest.mark.any_database


@pytest.fixture
def courses(tree):
    return make_short_courses(3)


def test_what_is_published_is_in_the_catalogue_and_what_is_not_is_withdrawn(shelf, courses):
    page = put_programme(shelf, part(*courses[:2], required=1), part(courses[2], waits=True))
    row = Programme.objects.get(key=page.translation_key)
    assert (row.slug, row.titles, row.agency) == ("basics", {"en": "Digital basics"}, shelf.agency)
    assert row.programme_skills.get().level == 2
    sets = row.versions.get().sets.order_by("position")
    assert [(one.required, one.waits, one.title) for one in sets] == [
        (1, False, "Basics"),
        (1, True, "Basics"),
    ]
    page.unpublish()
    row.refresh_from_db()
    assert not row.is_live


def test_a_translation_brings_words_and_asks_what_its_source_asks(shelf, courses):
    page = put_programme(shelf, part(*courses))
    written = ProgrammePage.objects.get(pk=page.pk)
    written.title, written.summary = "အခြေခံ", "အကျဉ်း"
    for block in written.sets:
        block.value["title"] = "ပထမပိုင်း"
    adopt_translation(page, written, f.locale("my"))
    row = Programme.objects.get()
    assert row.titles == {"en": "Digital basics", "my": "အခြေခံ"}
    assert row.versions.get().sets.get().titles == {"en": "Basics", "my": "ပထမပိုင်း"}
    page.refresh_from_db()
    page.unpublish()
    page.save_revision().publish()
    assert set(Programme.objects.get().titles) == {"en", "my"}


def test_moved_to_another_shelf_it_is_of_another_agency(shelf, courses):
    page, there = put_programme(shelf, part(*courses)), ensure_agency_catalog(AgencyFactory())
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=there.pk), pos="last-child")
    assert Programme.objects.get().agency == there.agency
