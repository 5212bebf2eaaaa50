"""Questions of a bank are items of the catalogue, the same in every language."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import BankPage
from cms.questions.drafts import build_item
from courses.models import Item, ItemVersion, Quiz
from tests.cms import factories as f
from tests.courses.items.kinds.questions import make_draft
from tests.plan.factories import SkillFactory


def test_a_quiz_offers_the_items_of_its_banks(course, shelf):
    bank = f.put_bank(shelf)
    page = f.put_quiz(course, bank, pass_mark=80, draw_count=1)
    quiz = Quiz.objects.get(key=page.translation_key)
    assert (quiz.module, quiz.pass_mark, quiz.draw_count) == (None, 80, 1)
    assert [row.item.key for row in quiz.quiz_items.all()] == [
        item.translation_key for item in bank.items.all()
    ]


def test_a_change_costs_the_same_queries_in_any_bank(course, shelf):
    counts = []
    for size in (2, 30):
        items = [f.item(f"Which is {n}?", order=n) for n in range(size)]
        bank = f.put_bank(shelf, slug=f"bank-{size}", items=items)
        f.put_quiz(course, bank, slug=f"quiz-{size}")
        draft = BankPage.objects.get(pk=bank.pk).get_latest_revision_as_object()
        changed = draft.items.all()[1]
        changed.stem, changed.skill = "<p>Which is new?</p>", SkillFactory()
        draft.items.add(changed)
        revision = draft.save_revision()
        with CaptureQueriesContext(connection) as asked:
            revision.publish()
        counts.append(len(asked))
        assert ItemVersion.objects.get(number=2, item__key=changed.translation_key)
        ItemVersion.objects.filter(number=2).update(number=3)
    assert counts[0] == counts[1]


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


def test_an_answer_keeps_its_place_in_the_catalogue(course, shelf):
    row = f.item(options=4)
    row.options[3].value["keeps_place"] = True
    f.put_quiz(course, f.put_bank(shelf, items=[row]))
    version = ItemVersion.objects.get()
    assert version.fixed_places == {row.options[3].id: 3}
    assert version.item.bank == row.page.translation_key


def newest_version():
    return ItemVersion.objects.order_by("-number").first()


def test_a_translation_that_lost_a_gap_is_left_out(course, shelf):
    row = build_item(make_draft("cloze"))
    burmese = f.in_burmese(f.put_bank(shelf, items=[row]))
    assert set(newest_version().content) == {"en", "my"}
    there = burmese.items.get()
    there.passage = "<p>[[1]]</p>"
    burmese.items.add(there)
    burmese.save_revision().publish()
    assert set(newest_version().content) == {"en"}
