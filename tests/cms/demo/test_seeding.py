"""The demo's courses in both languages, and how they are loaded and taken."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from cms.bootstrap import ensure_agency_catalog
from cms.demo.content.loading import CourseLoader
from cms.demo.content.reading import (
    COURSES_FOLDER,
    read_course,
)
from cms.demo.history.certificates import seeded_random
from cms.demo.history.learners import Syllabus, take_course
from cms.models import BankPage, CoursePage, LessonPage
from cms.translation.staleness import TranslationStatus, build_matrix
from courses.models import Course, ItemVersion, LessonVersion, Quiz
from plan.models import Plan
from tests.database import standing
from tests.people.factories import AgencyFactory, PersonFactory
from tests.plan.factories import SkillFactory

WIRE_LIMIT = 60_000


@pytest.fixture(scope="module")
def loaded_once(standing_tree, django_db_blocker, tmp_path_factory):
    """The first module of a course, and the folder of its pictures."""

    def load():
        SkillFactory(code="DC3-1.2")
        return load_first_module(AgencyFactory(code="MOI"))

    media = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=media), standing(django_db_blocker, load) as page:
        yield page, media


@pytest.fixture
def loaded(loaded_once, settings, db) -> CoursePage:
    page, settings.MEDIA_ROOT = loaded_once
    return CoursePage.objects.get(pk=page.pk)


def load_first_module(agency):
    course = read_course(COURSES_FOLDER / "judging-information")
    return CourseLoader(
        course | {"modules": course["modules"][:1]}, ensure_agency_catalog(agency)
    ).load()


def test_a_loaded_course_has_every_lesson_in_both_languages(loaded):
    course = Course.objects.get(key=loaded.translation_key)
    versions = LessonVersion.objects.filter(lesson__module__course=course)
    for language in ("en", "my"):
        assert versions.filter(language=language).values("lesson").distinct().count() == 2
    assert sorted(course.languages) == ["en", "my"]
    assert course.titles["my"].startswith("အွန်လိုင်း")


def test_every_sentence_of_a_loaded_course_is_translated_and_current(loaded):
    banks = BankPage.objects.filter(locale=loaded.locale)
    cells = [row.cells["my"] for page in (loaded, *banks) for row in build_matrix(page)]
    assert {cell.status for cell in cells} == {TranslationStatus.CURRENT}
    assert all(cell.texts and not cell.is_partial for cell in cells)


def test_a_lesson_that_changes_makes_its_translation_stale(loaded):
    page = LessonPage.objects.descendant_of(loaded).first()
    page.title = "Something else"
    page.save_revision().publish()
    assert build_matrix(page)[0].cells["my"].status == TranslationStatus.STALE


def test_items_are_asked_in_both_languages_with_the_same_options(loaded):
    for quiz in Quiz.objects.all():
        for item in quiz.items.all():
            newest = item.versions.first()
            assert newest.content.keys() == {"en", "my"}
            assert newest.content["en"]["options"].keys() == newest.content["my"]["options"].keys()
            assert (newest.kind == ItemVersion.Kind.MULTIPLE) == (len(newest.answer_key) > 1)


def test_lessons_are_light_on_the_wire(loaded):
    for version in LessonVersion.objects.all():
        assert version.wire_bytes + sum(one["bytes"] for one in version.media) <= WIRE_LIMIT


def test_loading_again_changes_nothing(loaded):
    before = LessonVersion.objects.count(), CoursePage.objects.count()
    load_first_module(loaded.agency)
    assert (LessonVersion.objects.count(), CoursePage.objects.count()) == before


def test_people_take_a_course_to_its_end_or_a_part_of_it(loaded):
    syllabus, at = Syllabus.of("judging-information"), dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    whole, half = PersonFactory(), PersonFactory()
    done = take_course(whole, syllabus, at=at, random=seeded_random(whole, "x"))
    begun = take_course(half, syllabus, at=at, random=seeded_random(half, "x"), until=2)
    assert (done.completed_at, begun.completed_at) == (at, None)
    assert done.score >= 70
    again = take_course(whole, syllabus, at=at, random=seeded_random(whole, "y"))
    assert (again, again.attempts.count()) == (done, done.attempts.count())


def test_the_demo_is_refused_elsewhere(settings, db):
    settings.LMS_DEMO = False
    with pytest.raises(CommandError, match="LMS_DEMO=1"):
        call_command("seed_demo")
    assert not Plan.objects.exists()
