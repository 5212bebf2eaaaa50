import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from cms.bootstrap import ensure_agency_catalog
from cms.models import (
    AgencyCatalogPage,
    BankPage,
    CatalogPage,
    CoursePage,
    HomePage,
    LessonPage,
    ModulePage,
    QuizPage,
)
from tests.cms import factories as f
from tests.people.factories import AgencyFactory
from tests.plan.factories import LevelFactory

pytestmark = pytest.mark.any_database


def preview(page):
    return page.make_preview_request().content.decode()


@pytest.mark.parametrize(
    ("parent", "child", "allowed"),
    [
        (HomePage, CatalogPage, True),
        (HomePage, CoursePage, False),
        (CatalogPage, AgencyCatalogPage, True),
        (CatalogPage, CoursePage, False),
        (AgencyCatalogPage, CoursePage, True),
        (AgencyCatalogPage, BankPage, True),
        (CoursePage, ModulePage, True),
        (CoursePage, QuizPage, True),
        (CoursePage, LessonPage, False),
        (ModulePage, LessonPage, True),
        (ModulePage, QuizPage, True),
        (LessonPage, LessonPage, False),
    ],
)
def test_the_tree_has_one_shape(parent, child, allowed):
    assert (child in parent.allowed_subpage_models()) is allowed


def test_two_courses_cannot_share_an_address(course, english):
    other = ensure_agency_catalog(AgencyFactory())
    with pytest.raises(ValidationError, match="address"):
        f.put_course(other, slug=course.slug)


def test_a_preview_shows_what_learners_will_see(lesson):
    lesson.title = "Not yet published"
    html = preview(lesson)
    assert "Not yet published" in html
    assert "<p>A fact about a person.</p>" in html


def test_a_preview_names_levels_by_number_and_name(course):
    aim = course.skills.get()
    LevelFactory(
        framework=aim.skill.framework, number=aim.level, names={"en": "Basic", "my": "အခြေခံ"}
    )
    assert "2 · Basic" in preview(course)


def test_course_and_module_previews_list_what_is_below(course, lesson):
    assert "Module one" in preview(course)
    assert "What it is" in preview(Page.objects.get(pk=lesson.get_parent().pk).specific)
