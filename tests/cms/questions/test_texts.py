"""What is searched of a bank follows its newest version, whatever saved it."""

import pytest
from django.utils import timezone

from cms.models import BankIndex, BankPage, QuestionText
from cms.office.questions.bank_figures import BankFigures
from cms.office.questions.bank_rows import BankRows
from people.models import Person
from tests.cms import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def bank(shelf):
    items = [f.item("Which <b>seal</b> &amp; 50% &lt; paper?")]
    items[0].note = "The letter between two texts: &#xe000;"
    items.append(f.item("ဥပဒေ မည်သို့ဆိုသနည်း &gt;", order=1))
    return f.put_bank(shelf, items=items)


def find(bank, words):
    page = BankPage.objects.get(pk=bank.pk)
    rows = BankRows(page, BankFigures(page, Person(is_superuser=True)))
    return [one["stem"] for one in rows.find({"words": words})]


def test_words_are_found_in_any_spelling_and_follow_each_save(bank, django_assert_max_num_queries):
    seal, law = (item.stem for item in bank.items.all())
    assert find(bank, "SEAL pap") == find(bank, "50% & seal") == [seal]
    assert find(bank, "ဥပဒေ") == find(bank, "ဆိုသ") == [law]
    assert find(bank, "5_%") == find(bank, "strong") == find(bank, "seal ဥပဒေ") == []
    kept = dict(QuestionText.objects.values_list("key", "digest"))
    draft = bank.get_latest_revision_as_object()
    first, _law = draft.items.all()
    first.stem = "<p>What is a letter?</p>"
    draft.items = [first, f.item("Another letter", order=2)]
    draft.items.all()[1].locale = bank.locale
    revision = draft.save_revision()
    assert find(bank, "letter") == [first.stem, "<p>Another letter</p>"]
    assert find(bank, "ဥပဒေ") == []
    assert QuestionText.objects.get(key=first.translation_key).digest not in kept.values()
    # As the editor does it while one types: the same version with other words.
    first.stem = "<p>What is a road?</p>"
    draft.items.add(first)
    draft.save_revision(overwrite_revision=revision)
    assert find(bank, "road") == [first.stem]
    with django_assert_max_num_queries(1):  # the bank
        find(bank, "road")
    # What a lost write left behind is mended by the next search.
    QuestionText.objects.all().delete()
    BankIndex.objects.update(version_at=timezone.now())
    assert find(bank, "road") == [first.stem]
