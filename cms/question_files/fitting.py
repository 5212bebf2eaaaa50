"""Says which questions of a file a bank takes: those that it can hold and has not yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext_lazy as _

from cms.models import BankItem, BankPage
from cms.question_files.storing import read_media_of
from cms.questions.drafts import build_item, read_item
from cms.questions.media import list_chosen
from courses.interchange import (
    ItemDraft,
    Notice,
    Unfit,
    digest_draft,
    html_to_text,
    read_questions,
)
from courses.items.media import STEM
from courses.models import ItemVersion
from plan.models import Skill

# On one page more cannot be edited; who has more divides them among banks.
MOST_IN_BANK = 5_000
_MARK = "\ue000"  # private: no text has it


@dataclass
class FittingReport:
    """The questions that would arrive, by their digests, and what is told of the others."""

    items: dict[str, BankItem] = field(default_factory=dict)
    # Those of the items that bring pictures or sounds, which are stored when they arrive.
    pictured: dict[str, ItemDraft] = field(default_factory=dict)
    # Those that the questions name, by their codes.
    skills: dict[str, Skill] = field(default_factory=dict)
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
    report.skills = _find_skills(reading.drafts)
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
        marked = _build_marked_item(draft, bank)
    except Unfit as unfit:
        report.refused.append(Notice(place, unfit.reason, _quote(draft)))
        return
    # Of what the bank makes of it, and not of the draft: that is what the bank is asked for.
    digest = digest_draft(_take_marks(ItemDraft(**read_item(marked)), draft))
    if digest in held:
        report.known += 1
        return
    held.add(digest)
    item = report.items[digest] = _place_item(build_item(draft), bank)
    if code := draft.facts.skill:
        item.skill = report.skills.get(code)
        if item.skill is None:
            told = format_lazy(_("Its skill is left out: none has the code “{code}”."), code=code)
            report.notes.append(Notice(place, told, _quote(draft)))
    if draft.media:
        report.pictured[digest] = draft
        if any(not media.words for media in draft.media.values()):
            reason = _(
                "Its picture or sound came without words. It arrives as a draft, and is published"
                " once you have written what it shows or says."
            )
            report.notes.append(Notice(place, reason, _quote(draft)))


def _quote(draft: ItemDraft) -> str:
    """Return the beginning of what the draft asks."""
    return Truncator(html_to_text(draft.stem)).chars(80)


def _find_skills(drafts: Iterable[ItemDraft]) -> dict[str, Skill]:
    codes = {one.facts.skill for one in drafts if one.facts.skill}
    return {one.code: one for one in Skill.objects.offered().filter(code__in=codes)}


def _build_marked_item(draft: ItemDraft, bank: BankPage) -> BankItem:
    """Return the question as the bank would hold it, its pictures marked. Raise `Unfit`."""
    if draft.kind not in ItemVersion.Kind.values:
        reason = _("Questions of the kind “{kind}” cannot be asked here.")
        raise Unfit(format_lazy(reason, kind=draft.kind))
    if draft.language != bank.locale.language_code:
        raise Unfit(_("It is in another language than the bank."))
    marked = _place_item(build_item(_mark_pictures(draft)), bank)
    _check_item(marked)
    return marked


def _place_item(item: BankItem, bank: BankPage) -> BankItem:
    item.page, item.locale = bank, bank.locale
    return item


def _mark_pictures(draft: ItemDraft) -> ItemDraft:
    """Return the draft with a mark for each picture: they are stored only when it arrives."""
    options, targets = (
        {one: f"{text}{_MARK}{one}" if one in draft.media else text for one, text in texts.items()}
        for texts in (draft.options, draft.targets)
    )
    return replace(draft, options=options, targets=targets)


def _take_marks(marked: ItemDraft, draft: ItemDraft) -> ItemDraft:
    """Return what the bank makes of the draft with the pictures where their marks stand."""
    media = {STEM: draft.media[STEM]} if STEM in draft.media else {}
    texts: dict[str, dict[str, str]] = {"options": {}, "targets": {}}
    for name, found in texts.items():
        for one, text in getattr(marked, name).items():
            found[one], _mark, slot = text.partition(_MARK)
            media |= {one: draft.media[slot]} if slot else {}
    return replace(marked, **texts, media=media)  # type: ignore[arg-type]


def _check_item(item: BankItem) -> None:
    try:
        item.options.stream_block.clean(item.options)
        item.full_clean(exclude=["page", "locale", "sort_order", "translation_key"])
    except ValidationError as error:
        raise Unfit(_describe_errors(error)) from error


def _describe_errors(error: ValidationError) -> str:
    # Errors of a stream name no words of their own: those of its blocks do.
    told = [str(one) for one in getattr(error, "messages", []) if one]
    return " ".join(told) or str(_("A part of it is too long, or of a form that is not allowed."))


def _list_digests(bank: BankPage) -> Iterator[str]:
    for item in bank.items.all():
        yield _digest_item(item)


def _digest_item(item: BankItem) -> str:
    media = read_media_of(list_chosen(item), with_files=False)
    return digest_draft(ItemDraft(**read_item(item), media=media))


def read_bank(bank: BankPage) -> BankPage:
    """Return the bank in the version saved last."""
    draft: BankPage = bank.get_latest_revision_as_object()
    for item in draft.items.all():
        item.locale = draft.locale  # the same for all: each would ask for it by itself
    return draft
