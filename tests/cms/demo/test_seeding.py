"""The demo's courses in both languages, and how they are loaded and taken."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from cms.bootstrap import ensure_agency_catalog
from cms.demo.content.loading import CourseLoader
from cms.demo.content.reading import (
    COURSES_FOLDER,
    course_lessons,
    course_quizzes,
    find_texts,
    list_course_folders,
    read_course,
)
from cms.demo.content.writing import write_body
from cms.demo.history.certificates import seeded_random
from cms.demo.history.learners import Syllabus, take_course
from cms.demo.history.timeline import first_day, last_day, pick_day_on_curve
from cms.demo.organisation import accounts
from cms.demo.organisation.roster import ACCOUNTS
from cms.demo.organisation.targets import round_headcount
from cms.models import BankPage, CoursePage, LessonPage
from cms.translation.staleness import TranslationStatus, build_matrix
from courses.models import Course, ItemVersion, LessonVersion, Quiz
from people.access import has_role
from people.models import Person, Role
from people.text.spelling import clean
from people.text.zawgyi import zawgyi_probability
from plan.models import Plan
from tests.database import standing
from tests.people.factories import AgencyFactory, PersonFactory
from tests.plan.factories import SkillFactory

FOLDERS = list_course_folders()
WIRE_LIMIT, FILE_LIMIT = 60_000, 30_000
ALL_THAT_APPLY = {"en": "Choose all that apply.", "my": "သက်ဆိုင်သည့်အဖြေအားလုံးကို ရွေးပါ။"}

every_course = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def items_of(course):
    return [item for quiz in course_quizzes(course) for item in quiz["items"]]


def test_there_are_three_courses():
    assert [folder.name for folder in FOLDERS] == [
        "judging-information",
        "protecting-personal-data",
        "safe-sign-in",
    ]


@every_course
def test_every_text_is_written_in_both_languages(folder):
    assert [words for words in find_texts(read_course(folder)) if not all(words.values())] == []


@every_course
def test_burmese_is_stored_clean_and_in_unicode(folder):
    for words in find_texts(read_course(folder)):
        assert clean(words["my"]) == words["my"]
        assert zawgyi_probability(words["my"]) < 0.05


@every_course
def test_every_item_has_a_right_and_a_wrong_answer(folder):
    for item in items_of(read_course(folder)):
        assert item.keys() == {"stem", "options", "feedback"}
        assert all(option.keys() <= {"en", "my", "right"} for option in item["options"])
        right = [option for option in item["options"] if option.get("right")]
        assert 0 < len(right) < len(item["options"])


@every_course
def test_a_question_with_several_answers_says_so_in_both_languages(folder):
    for item in items_of(read_course(folder)):
        several = sum(option.get("right", False) for option in item["options"]) > 1
        for language, words in ALL_THAT_APPLY.items():
            assert (words in item["stem"][language]) == several, item["stem"]


def test_files_of_lessons_are_there_and_light():
    for folder in FOLDERS:
        for lesson in course_lessons(read_course(folder)):
            for block in lesson["body"]:
                value = block.get("image") or block.get("download")
                assert not value or (folder / value["file"]).stat().st_size < FILE_LIMIT


def test_the_main_course_is_as_long_as_promised():
    course = read_course(COURSES_FOLDER / "protecting-personal-data")
    assert (len(course["modules"]), len(course_lessons(course))) == (3, 8)
    assert (len(course["final"]["items"]), course["final"]["draw_count"]) == (15, 8)


def test_neighbouring_prose_is_one_text_and_keeps_its_place():
    said = {"en": "A < B", "my": "က"}
    blocks = [{"p": said}, {"list": [said]}, {"check": {"question": said, "answer": said}}]
    text, check = write_body(blocks, "en", path="x", media={})
    assert text["value"] == "<p>A &lt; B</p><ul><li>A &lt; B</li></ul>"
    assert check["type"] == "self_check"
    burmese = write_body(blocks, "my", path="x", media={})
    assert [block["id"] for block in burmese] == [text["id"], check["id"]]


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


@given(st.randoms(use_true_random=False), st.floats(0.2, 0.9))
def test_the_past_ends_yesterday(random, middle):
    assert first_day() <= pick_day_on_curve(random, middle) <= last_day()


@pytest.mark.parametrize(
    ("share", "people", "headcount"), [(0.2, 17, 1), (4.4, 17, 4), (323.0, 1300, 320)]
)
def test_targets_are_round_numbers_of_people(share, people, headcount):
    assert round_headcount(share, people) == headcount


def test_the_demo_is_refused_elsewhere(settings, db):
    settings.LMS_DEMO = False
    with pytest.raises(CommandError, match="LMS_DEMO=1"):
        call_command("seed_demo")
    assert not Plan.objects.exists()


def test_demo_people_get_their_passwords_and_roles(tree):
    for code in {code for _kind, code in accounts.ACCOUNT_ROLES.values()}:
        AgencyFactory(code=code)
    for official in ACCOUNTS.values():
        PersonFactory(staff_number=official.staff_number)
    accounts.make_accounts()
    assert accounts.has_accounts()
    for login in (*ACCOUNTS, "citizen", "admin"):
        assert Person.objects.get(username=login).check_password("demo")
    assert has_role(Person.objects.get(username="hr"), Role.Kind.HR)
    assert not has_role(Person.objects.get(username="learner"))
