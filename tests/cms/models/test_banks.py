"""Questions of a bank can be asked, copied and translated."""

import pytest
from django.core.exceptions import ValidationError

from cms.models import BankItem
from tests.cms import factories as f

pytestmark = pytest.mark.any_database


def test_a_bank_is_nobodys_page(shelf, client):
    bank = f.put_bank(shelf)
    assert bank.url is None
    response = client.get(f"/en/courses/{shelf.slug}/{bank.slug}/")
    assert b"Answer 0" not in response.content


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"right": ()}, "Mark the right answer"),
        ({"right": (0, 1)}, "one right answer only"),
        ({"options": 1}, "at least two"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(fields, message, english):
    with pytest.raises(ValidationError, match=message):
        f.item(**fields).clean()


@pytest.mark.parametrize("kind", ["single", "ordering"])
def test_parts_that_nobody_tells_apart_are_refused(kind, english):
    block = "option" if kind == "single" else "step"
    told = {"is_correct": False} if kind == "single" else {}
    texts = ["A name", "A river", " A name "]
    options = [(block, {"text": text, **told, "media": []}) for text in texts]
    question = BankItem(kind=kind, stem="<p>Which?</p>", options=options)
    with pytest.raises(ValidationError, match="Two say the same: “A name”"):
        question.clean()


def test_a_question_may_have_several_right_answers():
    f.item(kind="multiple", right=(0, 2)).clean()


def test_a_copied_bank_has_items_of_its_own(shelf):
    bank = f.put_bank(shelf)
    copy = bank.copy(to=shelf, update_attrs={"slug": "copy"})
    assert BankItem.objects.count() == 4
    assert BankItem.objects.values("translation_key").distinct().count() == 4
    assert copy.translation_key != bank.translation_key


def test_option_ids_are_kept_in_translation(shelf):
    bank = f.put_bank(shelf)
    page = f.in_burmese(bank)
    for item, other in zip(bank.items.all(), page.items.all(), strict=True):
        assert item.translation_key == other.translation_key
        assert [one.id for one in item.options] == [one.id for one in other.options]
        assert [one.value["is_correct"] for one in item.options] == [
            one.value["is_correct"] for one in other.options
        ]
