"""Finding courses by Burmese and English words."""

import pytest

from courses.models import Course
from courses.search.queries import search_courses, suggest_courses
from tests.courses.factories import make_course, make_lesson, make_module

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


def test_words_in_another_order_or_apart_are_found(data, cars):
    assert found("ကာကွယ်အချက်အလက်") == [data]
    assert found("ကားရုံးသုံး") == [cars]


def test_a_word_is_not_found_across_the_space_between_two_others():
    apart = make_course(titles={"my": "စာ ရေးခြင်း", "en": "Letters"})
    assert found("စာရေး") == []
    assert found("စာ ရေး") == [apart]


def test_words_in_a_lesson_come_after_words_in_titles_and_summaries(data, cars):
    make_lesson(data, html="<p>Cars, and <b>ကား</b>များ</p>", languages=["my"])
    assert list(search_courses(Course.objects.order_by("pk"), "cars")) == [cars, data]
    assert found("ကားများ") == [data]


def test_all_words_are_in_one_lesson(data):
    module = make_module(data)
    make_lesson(data, module=module, html="<p>one two</p>", languages=["en"])
    make_lesson(data, module=module, position=2, html="<p>three</p>", languages=["en"])
    assert found("two one") == [data]
    assert found("one three") == []


def test_a_search_costs_the_same_for_many_courses(django_assert_num_queries):
    for _number in range(3):
        make_lesson(make_course(), html="<p>needle</p>", languages=["en"])
    with django_assert_num_queries(2):
        assert len(found("needle")) == 3


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
