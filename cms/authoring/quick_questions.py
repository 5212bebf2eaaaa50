"""Makes questions of a few lines: what is asked, what is right, what is wrong."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cms.models import BankItem, BankPage
from cms.questions.drafts import build_item
from courses.interchange import ItemDraft
from courses.models import ItemVersion
from people.models import Person


class QuickKind(models.TextChoices):
    """What is asked, in the words of its author: of a sentence, whether it is true or not."""

    SINGLE = "single", _("One answer is right")
    MULTIPLE = "multiple", _("Several answers are right")
    TRUE = "true", _("A sentence that is true")
    FALSE = "false", _("A sentence that is false")
    SHORT = "short", _("A short answer, typed")


@dataclass(frozen=True)
class QuickQuestion:
    """A question with its answers, each a line of plain text."""

    kind: str
    text: str
    right: Sequence[str] = ()
    wrong: Sequence[str] = ()


@transaction.atomic
def add_questions(
    bank: BankPage, questions: Sequence[QuickQuestion], *, form: uuid.UUID, by: Person
) -> None:
    """Add the questions to the draft of the bank, behind those that are there.

    Of a form that is sent twice each question is added once.
    """
    # Locked: of two who add at once the second adds to what the first saved.
    locked = BankPage.objects.select_for_update(of=("self",)).get(pk=bank.pk)
    draft = locked.get_latest_revision_as_object()
    written = list(draft.items.all())
    built = build_items(questions, draft, after=written)
    for item, question in zip(built, questions, strict=True):
        item.translation_key = uuid.uuid5(form, repr(question))
    known = {item.translation_key for item in written}
    if new := [item for item in built if item.translation_key not in known]:
        draft.items.add(*new)
        draft.save_revision(user=by, log_action=True)


def build_items(
    questions: Sequence[QuickQuestion], bank: BankPage, *, after: Sequence[BankItem] = ()
) -> list[BankItem]:
    """Return unsaved questions in the language of the bank, to stand after others."""
    items = [build_item(_build_draft(one)) for one in questions]
    place = max((one.sort_order or 0 for one in after), default=-1)
    for number, item in enumerate(items, start=place + 1):
        item.locale, item.sort_order = bank.locale, number
    return items


def _build_draft(question: QuickQuestion) -> ItemDraft:
    stem = format_html("<p>{}</p>", question.text)
    return ItemDraft(stem=str(stem), **_build_answers(question))


def _build_answers(question: QuickQuestion) -> dict[str, Any]:
    kinds, asked = ItemVersion.Kind, QuickKind(question.kind)
    if asked in (QuickKind.TRUE, QuickKind.FALSE):
        return {"kind": kinds.TRUE_FALSE, "answer_key": [asked.value]}
    if asked == QuickKind.SHORT:
        return {"kind": kinds.SHORT_TEXT, "answer_key": {"accepted": list(question.right)}}
    named = [(str(uuid.uuid4()), text) for text in (*question.right, *question.wrong)]
    right = [key for key, _text in named[: len(question.right)]]
    # Security: by their random names. The form has what is right first, and a quiz may keep the
    # order of its author.
    options = dict(sorted(named))
    return {"kind": kinds(asked.value), "options": options, "answer_key": right}
