"""Sentences of libraries, as a reader of Burmese meets them."""

import datetime as dt

import pytest
from django import forms
from django.core.validators import MaxValueValidator
from django.template import Context, Template
from django.utils.translation import gettext_lazy, ngettext, override
from wagtail.models import Page

pytestmark = pytest.mark.any_database
MOVED = ("%(num_pages)d page has been moved", "%(num_pages)d pages have been moved")


class _Form(forms.Form):
    count = forms.IntegerField(validators=[MaxValueValidator(250)])
    word = forms.CharField(max_length=12)


def test_a_plural_of_a_library_has_the_readers_digits():
    with override("my"):
        assert "၁၅ " in ngettext(*MOVED, 15) % {"num_pages": 15}
    with override("en"):
        assert ngettext(*MOVED, 15) % {"num_pages": 15} == "15 pages have been moved"


def test_a_limit_is_told_in_the_readers_digits():
    with override("my"):
        form = _Form({"count": "251", "word": "x" * 13})
        told = " ".join(word for words in form.errors.values() for word in words)
    assert "၂၅၀" in told
    assert "၁၂" in told
    assert not any(sign.isascii() and sign.isdigit() for sign in told)


def test_a_sentence_in_a_template_has_them_and_a_value_beside_it_has_not():
    template = Template(
        "{% blocktranslate %}{{ n }} pages on {{ day }}{% endblocktranslate %}"
        "<i id='{{ n }}'>{{ code }}</i>"
    )
    with override("my"):
        day = dt.date(2026, 11, 23)
        shown = template.render(Context({"n": 12, "code": "UCSB-12", "day": day}))
    assert shown.startswith("၁၂ pages on ၂၀၂၆ ")
    assert shown.endswith("<i id='12'>UCSB-12</i>")


def test_what_is_a_name_or_a_fraction_stays_as_it_is():
    with override("my"):
        assert gettext_lazy("%s is 100%% of x") % "R2D2" == "R2D2 is 100% of x"
        assert gettext_lazy("%.1f of %02d") % (2.5, 7) == "2.5 of 07"
        assert Page._meta.verbose_name  # a lazy text without a place
