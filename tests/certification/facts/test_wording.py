"""The fixed words of the sheet: every kind of certificate has all of them in both languages."""

import pytest

from certification.facts.wording import (
    OPTIONAL_FIELDS,
    SHEET_LANGUAGES,
    WORDING_FIELDS,
    default_words,
    merge_default_words,
)
from certification.models.choices import CertificateKind
from people.text.spelling import BURMESE_LETTER


@pytest.mark.parametrize("kind", CertificateKind.values)
def test_every_kind_has_default_words_of_every_field(kind):
    words = default_words(kind)
    assert set(words) == set(WORDING_FIELDS)
    for field in set(WORDING_FIELDS) - set(OPTIONAL_FIELDS):
        assert BURMESE_LETTER.search(words[field]["my"]), field
        assert words[field]["en"].isascii(), field
        assert all(words[field][language].strip() for language in SHEET_LANGUAGES), field


def test_each_kind_has_a_title_and_a_statement_of_its_own():
    for field in ("title", "statement"):
        said = {default_words(kind)[field]["en"] for kind in CertificateKind.values}
        assert len(said) == len(CertificateKind.values)


def test_prior_learning_is_recognised_and_not_completed():
    assert default_words("prior")["completed"]["en"] == "Recognised"
    assert default_words("course")["completed"]["en"] == "Completed"


def test_the_words_of_a_design_come_before_the_defaults():
    own = {"title": {"my": "ဆု", "en": "Prize"}}
    words = merge_default_words("course", own)
    assert words == default_words("course") | own


def test_words_of_a_field_that_the_sheet_does_not_have_are_left_out():
    unknown = {"motto": {"my": "ဆောင်ပုဒ်", "en": "Motto"}}
    assert merge_default_words("course", unknown) == default_words("course")


def test_a_kind_that_does_not_exist_has_no_words():
    with pytest.raises(KeyError):
        default_words("diploma")
