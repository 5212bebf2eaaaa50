"""The search text of a course holds all its words, in all languages."""

import uuid

import pytest

from courses.catalogue import retire_row, withdraw_language
from courses.models import Course
from courses.search.index import refresh_search_text
from courses.search.queries import search_courses
from tests.courses.factories import make_course, make_lesson, make_module
from tests.people.factories import AgencyFactory
from tests.plan.factories import FrameworkFactory, LevelFactory, SkillFactory

pytestmark = pytest.mark.django_db


def found(words):
    return search_courses(Course.objects.all(), words).exists()


def test_a_course_is_found_by_its_modules_lessons_and_skills():
    skill = SkillFactory(names={"my": "ကာကွယ်ခြင်း", "en": "Protecting"})
    course = make_course(skills=[(skill, 2)], titles={"my": "က", "en": "Data"}, summary="Keep")
    make_lesson(course, module=make_module(course), titles={"my": "စကားဝှက်", "en": "Passphrases"})
    for words in ("data", "keep", "protecting", "ကာကွယ်", "module", "passphrases", "စကားဝှက်"):
        assert found(words)
    assert not found("elsewhere")


def test_what_is_retired_is_not_indexed():
    course = make_course()
    module = make_module(course)
    make_lesson(course, module=module, titles={"my": "စကားဝှက်", "en": "Passphrases"})
    assert found("passphrases")
    retire_row(module)
    assert not found("passphrases")


def test_words_of_a_lesson_are_found_until_it_is_withdrawn_or_written_anew():
    course = make_course()
    module = make_module(course)
    fields = {"module": module, "key": uuid.uuid4()}
    lesson = make_lesson(course, **fields, html="<ul><li>padlock</li><li>key</li></ul>").lesson
    assert found("padlock")
    assert not found("li")
    make_lesson(course, **fields, html="<p>door</p>", languages=["my"])
    assert found("padlock")  # in English still
    withdraw_language(lesson, "en")
    assert not found("padlock")
    assert found("door")
    retire_row(module)
    assert not found("door")


def test_refreshing_writes_nothing_but_the_search_text():
    course = make_course()
    Course.objects.update(audience="citizen", search_text="")
    refresh_search_text(course)
    saved = Course.objects.get()
    assert (saved.audience, saved.search_text) == ("citizen", course.search_text)
    assert saved.search_text


def test_a_phrase_does_not_run_from_one_title_into_another():
    make_course(titles={"my": "က", "en": "alpha beta"}, summary="gamma")
    assert len(search_courses(Course.objects.all(), "alpha beta")) == 1


@pytest.mark.parametrize(
    "words", ["Planning", "DigComp 3.0", "DC3-4.2", "Intermediate", "စီမံကိန်းဝန်ကြီးဌာန"]
)
def test_a_course_is_found_by_its_agency_framework_and_level(words):
    names = {"my": "စီမံကိန်းဝန်ကြီးဌာန", "en": "Ministry of Planning"}
    framework = FrameworkFactory(names={"en": "DigComp 3.0"})
    skill = SkillFactory(code="DC3-4.2", framework=framework)
    LevelFactory(framework=framework, number=2, names={"en": "Intermediate"})
    assert not found(words)
    refresh_search_text(make_course(agency=AgencyFactory(names=names), skills=[(skill, 2)]))
    assert found(words)
