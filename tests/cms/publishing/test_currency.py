"""A question is asked in a language as its source says it, or as both last said it."""

import pytest
from wagtail_localize.models import Translation, TranslationSource

from cms.publishing.currency import list_stale_questions
from courses.items.draw import list_drawable_versions
from courses.models import Quiz
from tests.cms import factories as f


def change(bank, **fields):
    """Write another text, or another key, of the bank's only question, and publish it."""
    bank.refresh_from_db()
    row = bank.items.get()
    for name, value in fields.items():
        setattr(row, name, value)
    bank.items.add(row)
    bank.save_revision().publish()


def mark_right(bank, place):
    row = bank.items.get()
    for number, option in enumerate(row.options):
        option.value["is_correct"] = number == place
    return row.options


def asked_in(language):
    [version] = list_drawable_versions(Quiz.objects.get(), language=language)
    return version


@pytest.fixture
def translated(course, shelf):
    """A bank of one question in both languages, and a quiz that draws from it."""
    bank = f.put_bank(shelf, items=[f.item("Which is personal data?")])
    f.put_quiz(course, bank)
    return bank, f.in_burmese(bank)


def test_a_changed_question_is_asked_as_it_was_until_its_translation_is_current(translated):
    bank, _burmese = translated
    before = asked_in("my")
    assert set(before.content) == {"en", "my"}
    change(bank, stem="<p>Which is not personal data?</p>", options=mark_right(bank, 1))
    assert asked_in("my") == before
    assert set(asked_in("en").content) == {"en"}
    f.in_burmese(bank)
    assert asked_in("my") == asked_in("en")
    assert set(asked_in("my").content) == {"en", "my"}


def test_a_change_that_was_taken_over_but_not_translated_is_not_current(translated):
    bank, burmese = translated
    before = asked_in("my")
    change(bank, stem="<p>Which is not personal data?</p>")
    source = TranslationSource.objects.get(object_id=bank.translation_key)
    source.update_from_db()
    Translation.objects.get(source=source).save_target(publish=False)
    burmese.refresh_from_db()
    burmese.latest_revision.publish()
    assert asked_in("my") == before


def test_a_key_mended_without_a_new_word_holds_in_every_language_at_once(translated):
    bank, _burmese = translated
    change(bank, options=mark_right(bank, 2), feedback="<p>Because it is a fact.</p>")
    assert asked_in("my") == asked_in("en")
    burmese = asked_in("my").content["my"]
    assert burmese["feedback"] == ""  # the old one explains the old key
    change(bank)
    assert asked_in("my").content["my"] == burmese


def test_the_questions_that_are_not_current_are_named_by_language(translated):
    bank, _burmese = translated
    assert list_stale_questions(bank) == {}
    change(bank, stem="<p>Which is not?</p>")
    assert list_stale_questions(bank) == {"my": ["Which is not?"]}


def test_a_translation_written_by_hand_follows_what_was_published_before_it(translated):
    bank, burmese = translated
    Translation.objects.update(enabled=False)
    change(bank, stem="<p>Which is not?</p>")
    assert "my" not in asked_in("en").content
    burmese.refresh_from_db()
    burmese.save_revision().publish()
    assert "my" in asked_in("en").content
