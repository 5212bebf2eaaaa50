"""Questions of a bank are items of the catalogue, the same in every language."""

import pytest
from wagtail_localize.models import Translation, TranslationSource

from cms.publishing.currency import list_stale_questions
from courses.items import list_drawable_versions
from courses.models import Item, ItemVersion, Quiz
from tests.cms import factories as f


def test_a_quiz_offers_the_items_of_its_banks(course, shelf):
    bank = f.put_bank(shelf)
    page = f.put_quiz(course, bank, pass_mark=80, draw_count=1)
    quiz = Quiz.objects.get(key=page.translation_key)
    assert (quiz.module, quiz.pass_mark, quiz.draw_count) == (None, 80, 1)
    assert [row.item.key for row in quiz.quiz_items.all()] == [
        item.translation_key for item in bank.items.all()
    ]


def test_keys_are_the_same_in_every_language(course, shelf):
    bank = f.put_bank(shelf)
    f.in_burmese(bank)
    for version in ItemVersion.objects.filter(number=2):
        assert set(version.content) == {"en", "my"}
        english, burmese = version.content["en"], version.content["my"]
        assert set(english["options"]) == set(burmese["options"])
        assert set(version.answer_key) < set(english["options"])
    assert Item.objects.count() == 2


def test_an_item_taken_out_of_its_bank_is_retired(course, shelf):
    bank = f.put_bank(shelf)
    f.put_quiz(course, bank)
    gone, kept = bank.items.all()
    bank.items.remove(gone)
    bank.save_revision().publish()
    assert not Item.objects.get(key=gone.translation_key).is_live
    assert [row.item.key for row in Quiz.objects.get().quiz_items.all()] == [kept.translation_key]


def test_an_item_with_new_options_is_asked_in_its_source_language_until_synced(course, shelf):
    bank = f.put_bank(shelf, items=[f.item()])
    f.in_burmese(bank)
    bank.refresh_from_db()
    row = bank.items.get()
    row.options.append(("option", {"text": "Answer 9", "is_correct": False}))
    bank.items.add(row)
    bank.save_revision().publish()
    newest = ItemVersion.objects.order_by("-number").first()
    assert set(newest.content) == {"en"}
    assert len(newest.content["en"]["options"]) == 4


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


def test_an_answer_keeps_its_place_in_the_catalogue(course, shelf):
    row = f.item(options=4)
    row.options[3].value["keeps_place"] = True
    f.put_quiz(course, f.put_bank(shelf, items=[row]))
    version = ItemVersion.objects.get()
    assert version.fixed_places == {row.options[3].id: 3}
    assert version.item.bank == row.page.translation_key
