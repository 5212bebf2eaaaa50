"""A programme is pushed with what its oldest page asks and the words of each language."""

import pytest
from django.utils import translation
from wagtail.models import Page

from cms.bootstrap import ensure_agency_catalog
from cms.models import ProgrammePage, ProgrammePageSkill
from cms.translation.adoption import adopt_translation
from courses.models import Programme
from tests.cms import factories as f
from tests.courses.programmes import make_short_courses
from tests.people.factories import AgencyFactory
from tests.plan.factories import SkillFactory

pytestmark = pytest.mark.any_database


@pytest.fixture
def courses(tree):
    return make_short_courses(3)


def part(*courses, title="Basics", **rules):
    rules = {"required": None, "in_order": False, "waits": False} | rules
    return ("part", {"title": title, "courses": [str(one.key) for one in courses], **rules})


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def put_programme(shelf, *parts, publish=True, **fields):
    fields = {"title": "Digital basics", "slug": "basics", "summary": "What it is"} | fields
    page = ProgrammePage(sets=list(parts), **fields)
    page.skills = [ProgrammePageSkill(skill=SkillFactory(), level=2)]
    return f.put(shelf, page, publish=publish)


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


@pytest.mark.parametrize(
    ("rules", "told"),
    [({}, None), ({"required": 4}, "Part 1 asks for 4 of 3 courses."), ({"required": 3}, None)],
)
def test_more_than_is_offered_is_told_before_it_is_published(shelf, courses, rules, told):
    page = put_programme(shelf, part(*courses, **rules), publish=False)
    assert [one.words for one in page.list_problems()] == ([told] if told else [])


def test_what_learners_could_not_finish_is_told(shelf, courses):
    assert "asks for nothing" in put_programme(shelf, publish=False).list_problems()[0].words
    twice = put_programme(shelf, part(courses[0]), part(courses[0]), publish=False, slug="twice")
    assert [one.words for one in twice.list_problems()] == [
        f"The course “{courses[0].title}” is named twice."
    ]
    courses[0].is_live = False
    courses[0].save()
    page = put_programme(shelf, part(courses[0]), publish=False, slug="gone")
    assert "no longer published" in page.list_problems()[0].words


def test_a_certificate_that_ends_needs_a_course_that_does(shelf, courses):
    page = put_programme(shelf, part(*courses), publish=False, validity_months=24)
    assert "nothing to do" in page.list_problems()[0].words
    courses[0].validity_months = 12
    courses[0].save()
    assert ProgrammePage.objects.get(pk=page.pk).list_problems() == []
