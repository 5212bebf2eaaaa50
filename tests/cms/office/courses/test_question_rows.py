"""Questions of a few lines: what a row may say, and how they come into a bank."""

import pytest
from django.urls import reverse

from cms.authoring import QuickQuestion
from cms.authoring.quick_questions import build_items
from cms.models import BankPage
from cms.office.courses.question_rows import QuestionRowForm
from tests.cms import factories as f
from tests.people.sign_in import signed_in

SINGLE = {"kind": "single", "text": "Which?", "right": "A name", "wrong": "A river"}


def row(**fields):
    form = QuestionRowForm({f"q1-{name}": words for name, words in fields.items()}, prefix="q1")
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"right": "A name\nA number"}, "right"),
        ({"wrong": ""}, "wrong"),
        ({"wrong": "A river\nA name"}, "wrong"),
        ({"right": ""}, "right"),
        ({"text": " "}, "text"),
        ({"kind": "true"}, "right"),
        ({"kind": "short"}, "wrong"),
        ({"right": "x" * 201}, "right"),
        ({"wrong": "\n".join(map(str, range(20)))}, "wrong"),
        ({"kind": "essay"}, "kind"),
    ],
)
def test_a_row_that_cannot_be_asked_says_what_to_mend(changes, field):
    assert list(row(**SINGLE | changes).errors) == [field]


def test_a_row_without_words_is_none_and_an_answer_counts_once():
    assert row(kind="short", text=" ").is_blank
    question = row(**SINGLE | {"kind": "multiple", "right": "A\n A \n\nB"}).build_question()
    assert (question.right, question.wrong) == (["A", "B"], ["A river"])


@pytest.mark.any_database
def test_what_is_right_does_not_always_stand_first(shelf):
    asked = [QuickQuestion("single", f"Which {n}?", ["A name"], ["A river"]) for n in range(60)]
    built = build_items(asked, f.put_bank(shelf))
    first = [item.options[0].value["is_correct"] for item in built]
    assert {True, False} == set(first)  # by chance alone once in 2 ** 59
    assert all(sum(one.value["is_correct"] for one in item.options) == 1 for item in built)


@pytest.mark.any_database
def test_rows_come_into_the_draft_of_a_bank_behind_the_others(client, shelf):
    signed_in(client, "trainer", agency=shelf.agency, language="en")
    bank, rows = f.put_bank(shelf), {f"q{place}-kind": "single" for place in range(1, 9)}
    address = reverse("bank_quick", args=[bank.pk])
    assert client.post(address, rows).status_code == 422  # nothing is written in them
    sent = rows | {"q2-kind": "false", "q2-text": "<b>All</b> is public."}
    sent["key"] = str(client.get(address).context["key"])
    for _time in range(2):  # by a slow line
        assert client.post(address, sent)["Location"] == reverse("bank_list", args=[bank.pk])
    draft = BankPage.objects.get(pk=bank.pk).get_latest_revision_as_object()
    *before, last = draft.items.all()
    assert len(before) == 2
    assert (last.kind, last.stem) == ("true_false", "<p>&lt;b&gt;All&lt;/b&gt; is public.</p>")
    assert BankPage.objects.get(pk=bank.pk).items.count() == 2
