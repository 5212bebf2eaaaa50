"""Words, numbers and dates as the reader's language writes them."""

import datetime as dt

from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from people.templatetags.burmese import in_language, language_choices, url_in_language
from people.text.languages import text_language


def test_names_fall_back_to_burmese_then_english():
    assert in_language({"my": "က", "en": "a"}, "shn") == "က"
    assert in_language({"en": "a"}, "my") == "a"
    assert in_language(None) == in_language({}) == ""


def test_the_switch_keeps_the_place_and_the_question():
    request = RequestFactory().get("/my/courses/", {"q": "ကား", "page": "2"})
    assert url_in_language(request, "en") == "/en/courses/?q=%E1%80%80%E1%80%AC%E1%80%B8&page=2"


def test_an_address_without_a_language_has_no_other_place():
    assert url_in_language(RequestFactory().get("/verify/ABC/"), "en") == ""
    assert url_in_language(RequestFactory().get("/accounts/login/"), "en") == ""


def test_only_offered_languages_and_the_current_one_are_choices(settings):
    settings.OFFERED_LANGUAGES = ["my", "en"]
    request = RequestFactory().get("/shn/")
    with override("shn"):
        choices = language_choices(request)
    assert [choice.code for choice in choices] == ["my", "en", "shn"]
    assert [choice.is_current for choice in choices] == [False, False, True]


def test_the_filters_need_no_load():
    with override("my"):
        assert (
            Template("{{ n|number }} {{ d|official_date }}").render(
                Context({"n": 7, "d": dt.date(2026, 1, 2)})
            )
            == "၇ ၂၀၂၆ ခုနှစ်၊ ဇန်နဝါရီလ ၂ ရက်"
        )


def test_a_text_of_one_language_says_which_it_is():
    assert [text_language(text) for text in ("Sample figure.", "နမူနာ 1", "")] == ["en", "my", "en"]
