"""Says which questions of a file a bank takes: those that it can hold and has not yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.models import BankItem, BankPage
from cms.questions.drafts import build_item, read_item
from courses.interchange import (
    ItemDraft,
    Notice,
    Unfit,
    digest_draft,
    html_to_text,
    read_questions,
)
from courses.models import ItemVersion

# On one page more cannot be edited; who has more divides them among banks.
MOST_IN_BANK = 5_000


@dataclass
class FittingReport:
    """The questions that would arrive, by their digests, and what is told of the others."""

    items: dict[str, BankItem] = field(default_factory=dict)
    known: int = 0
    refused: list[Notice] = field(default_factory=list)
    notes: list[Notice] = field(default_factory=list)


def fit_file(content: bytes, bank: BankPage) -> FittingReport:
    """Return what of the file the bank, in the version saved last, would take."""
    language = bank.locale.language_code
    reading = read_questions(content, language)
    report = FittingReport(refused=reading.refusals, notes=reading.notes)
    held = {*_list_digests(bank)}
    room = MOST_IN_BANK - len(held)
    for place, draft in zip(reading.places, reading.drafts, strict=True):
        _fit_draft(draft, place, bank, held, report)
    if len(report.items) > room:
        reason = _("The bank would hold more than 5,000 questions. Divide them among banks.")
        report.refused.append(Notice(_("The file"), reason))
        report.items.clear()
    return report


def _fit_draft(
    draft: ItemDraft, place: Any, bank: BankPage, held: set[str], report: FittingReport
) -> None:
    try:
        item = _build_fit_item(draft, bank)
    except Unfit as unfit:
        report.refused.append(Notice(place, unfit.reason, html_to_text(draft.stem)[:80]))
        return
    # Of what the bank makes of it, and not of the draft: that is what the bank is asked for.
    digest = _digest_item(item)
    if digest in held:
        report.known += 1
        return
    held.add(digest)
    report.items[digest] = item


def _build_fit_item(draft: ItemDraft, bank: BankPage) -> BankItem:
    """Return the question as the bank would hold it. Raise `Unfit`."""
    if draft.kind not in ItemVersion.Kind.values:
        reason = _("Questions of the kind “{kind}” cannot be asked here.")
        raise Unfit(format_lazy(reason, kind=draft.kind))
    if draft.media:
        raise Unfit(_("It has a picture, which questions here cannot show yet."))
    if draft.language != bank.locale.language_code:
        raise Unfit(_("It is in another language than the bank."))
    item = build_item(draft)
    item.page, item.locale = bank, bank.locale
    try:
        item.options.stream_block.clean(item.options)
        item.full_clean(exclude=["page", "locale", "sort_order", "translation_key"])
    except ValidationError as error:
        raise Unfit(_describe_errors(error)) from error
    return item


def _describe_errors(error: ValidationError) -> str:
    # Errors of a stream name no words of their own: those of its blocks do.
    told = [str(one) for one in getattr(error, "messages", []) if one]
    return " ".join(told) or str(_("A part of it is too long, or of a form that is not allowed."))


def _list_digests(bank: BankPage) -> Iterator[str]:
    for item in bank.items.all():
        yield _digest_item(item)


def _digest_item(item: BankItem) -> str:
    return digest_draft(ItemDraft(**read_item(item)))


def read_bank(bank: BankPage) -> BankPage:
    """Return the bank in the version saved last."""
    draft: BankPage = bank.get_latest_revision_as_object()
    return draft
