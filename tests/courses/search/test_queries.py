"""Finding courses by Burmese and English words."""

import pytest

from courses.models import Course
from courses.search.queries import search_courses, suggest_courses
from tests.courses.factories import make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def data():
    return make_course()


@pytest.fixture
def cars():
    return make_course(titles={"my": "ရုံးသုံးကားစီမံခြင်း", "en": "Managing office cars"})


def found(words):
    return list(search_courses(Course.objects.all(), words))


@pytest.mark.parametrize("words", ["အချက်အလက်", "ကိုယ်ရေးအချက်အလက်", "protect", "Personal DATA"])
def test_words_inside_text_without_spaces_are_found(data, cars, words):
    assert found(words) == [data]


def test_a_syllable_is_found_whole_or_not_at_all(data, cars):
    assert found("ကား") == [cars]
    assert found("ကာ") == [data]


def test_words_in_another_order_are_found_by_their_syllables(data, cars):
    assert found("ကာကွယ်အချက်အလက်") == [data]


def test_zawgyi_is_understood(data, cars):
    assert found("ကိုယ္ေရးအခ်က္အလက္ ကာကြယ္ျခင္း") == [data]


@pytest.mark.parametrize("words", ['"', "%", "'; DROP", "()", "၊"])
def test_signs_alone_find_nothing_and_break_nothing(data, words):
    assert found(words) in ([], [data])


def test_no_words_find_everything(data, cars):
    assert set(found("  ")) == {data, cars}


@pytest.mark.parametrize("words", ["zz " * 1300, "က ခ " * 1000, "က" * 4000, "\u1031" * 4000])
def test_a_search_of_any_length_is_answered(data, words):
    assert found(words) == []


def test_what_nobody_wrote_so_leads_to_what_is_alike(data, cars):
    words = "ကိုယ်ရေးအချက်အလက်ထိန်းသိမ်းမှု"
    assert found(words) == []
    assert list(suggest_courses(Course.objects.all(), words)) == [data]
    assert not suggest_courses(Course.objects.all(), "၊။ ?")
