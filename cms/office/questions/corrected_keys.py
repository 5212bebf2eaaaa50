"""Takes corrected keys over into banks, so that no publication brings an old one back.

A version keeps the key that it was asked with, and a correction stands beside it: what the author
wrote still has the old key. Two people agreed on it, so it is published where nothing else waits
in the draft.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, QuerySet
from wagtail.log_actions import log
from wagtail.models import Revision

from cms.access.review_parts import kept_in_step
from cms.models import BankItem, BankPage
from cms.office.questions.bank_rows import WrittenQuestion
from cms.questions.parts import Kind, read_parts
from cms.questions.texts import keep_texts
from courses.items.kinds import find_kind
from courses.models import ItemVersion, KeyCorrection
from people.models import Person
from people.text.names import fold_unspaced


class KeyOvertaken(Exception):
    """The author changed what the key names meanwhile, or wrote a key of their own."""


@dataclass
class CorrectedKey:
    """The key in force of the newest version of a question, and all that it had before."""

    version: ItemVersion
    key: Any = None
    before: list[Any] = field(default_factory=list)
    decided_at: dt.datetime | None = None

    def add(self, correction: KeyCorrection) -> None:
        self.before.append(self.version.answer_key if self.key is None else self.key)
        self.key, self.decided_at = correction.answer_key, correction.decided_at

    def write_into(self, item: BankItem) -> bool:
        """Write the key into the question; return whether it changed. Raise `KeyOvertaken`."""
        if item.kind != self.version.kind:
            raise KeyOvertaken
        fold, written = find_kind(item.kind).fold_key, read_parts(item).answer_key
        if fold(written) == fold(self.key):
            return False
        if item.kind not in _TYPED and fold(written) not in [fold(one) for one in self.before]:
            raise KeyOvertaken
        _WRITERS[item.kind](item, self)
        return bool(fold(read_parts(item).answer_key) != fold(written))


@dataclass(frozen=True)
class UntakenKey(WrittenQuestion):
    """A correction that the draft does not have; ``is_overtaken``: its author decides."""

    decided_at: dt.datetime | None
    is_overtaken: bool


def corrected_in_bank(bank: Any) -> QuerySet[KeyCorrection]:
    """Return the corrections in force, or before, of newest versions of a bank's questions."""
    newer = ItemVersion.objects.newer("version__")
    approved = KeyCorrection.objects.approved().filter(version__item__bank=bank)
    return approved.filter(~Exists(newer), version__withdrawn_at=None)


def list_written_banks(key: UUID | None) -> QuerySet[BankPage]:
    """Return the bank in all languages; those kept in step with their source are left alone."""
    pages = BankPage.objects.filter(translation_key=key, alias_of=None).order_by("pk")
    return pages.filter(~kept_in_step())


def load_corrected(bank: BankPage) -> dict[str, CorrectedKey]:
    """Return the corrected keys by question: one query."""
    found: dict[str, CorrectedKey] = {}
    rows = corrected_in_bank(bank.translation_key).select_related("version__item")
    # The newest last: it is in force.
    for row in rows.order_by("decided_at", "pk"):
        found.setdefault(str(row.version.item.key), CorrectedKey(row.version)).add(row)
    return found


def list_untaken(bank: BankPage, written: Iterable[dict[str, Any]]) -> list[UntakenKey]:
    """Return what questions, as written, do not have of the corrections: one query."""
    corrected = load_corrected(bank)
    found = []
    for one in written:
        if known := corrected.get(one["translation_key"]):
            is_overtaken = False
            try:
                is_taken = not known.write_into(BankItem.from_serializable_data(one))
            except KeyOvertaken:
                is_taken, is_overtaken = False, True
            if not is_taken:
                found.append(UntakenKey(one, known.decided_at, is_overtaken))
    return found


def take_over_keys(
    bank: BankPage, *, by: Person, keys: Collection[str] | None = None, publishes: bool = False
) -> int:
    """Write corrected keys, of these questions or of all, into the draft; return how many changed.

    ``publishes`` where learners have the bank, nothing else waits in its draft and no reviewer is
    to have the last word.
    """
    with transaction.atomic():
        # The row's lock: of two that save at once the second adds to what the first saved.
        locked = BankPage.objects.select_for_update(of=("self",)).get(pk=bank.pk)
        rights = locked.permissions_for_user(by)
        if not rights.can_write() or rights.is_translation:
            return 0
        corrected = load_corrected(locked)
        chosen = {one: corrected[one] for one in corrected if keys is None or one in keys}
        # Whoever locks the page: its schedule always does, and would bring the old key back.
        count = _mend_scheduled(locked, chosen)
        if not rights.page_locked():
            count += _mend_draft(locked, chosen, by=by, publishes=publishes)
        if count:
            log(locked, "question.key", user=by, data={"count": count})
    return count


def _mend_scheduled(bank: BankPage, corrected: dict[str, CorrectedKey]) -> int:
    """Write the keys into versions that go live by themselves; return how many are in the draft.

    In place: a further version would have to be approved again.
    """
    waiting = Revision.objects.for_instance(bank).filter(approved_go_live_at__isnull=False)
    count = 0
    for revision in waiting:
        page = revision.as_object()
        if changed := _write_keys(page, corrected):
            revision.content = page.serializable_data()
            revision.save(update_fields=["content"])
            if revision.pk == bank.latest_revision_id:
                keep_texts(bank, revision.content["items"], at=revision.created_at)
                count = changed
    return count


def _mend_draft(
    bank: BankPage, corrected: dict[str, CorrectedKey], *, by: Person, publishes: bool
) -> int:
    waits = bank.latest_revision_id != bank.live_revision_id
    draft = bank.get_latest_revision_as_object()
    if count := _write_keys(draft, corrected):
        revision = draft.save_revision(user=by, changed=True)
        may_publish = bank.permissions_for_user(by).can_publish_agreed
        if publishes and bank.live and not waits and may_publish():
            revision.publish(user=by)
    return count


def _write_keys(draft: BankPage, corrected: dict[str, CorrectedKey]) -> int:
    items, count = list(draft.items.all()), 0
    for item in items:
        if known := corrected.get(str(item.translation_key)):
            try:
                count += known.write_into(item)
            except KeyOvertaken:
                continue  # its author is told of it beside the question
    draft.items = items
    return count


def _write_ticks(item: BankItem, known: CorrectedKey) -> None:
    blocks = [one for one in item.options if one.block_type in ("option", "segment")]
    if not {*known.key} <= {one.id for one in blocks}:
        raise KeyOvertaken
    for block in blocks:
        block.value["is_correct"] = block.id in known.key


def _write_truth(item: BankItem, known: CorrectedKey) -> None:
    for block in item.options:
        block.value["is_true"] = "true" in known.key


def _write_number(item: BankItem, known: CorrectedKey) -> None:
    for block in item.options:
        if block.block_type == "number":
            block.value["value"] = known.key["value"]
            block.value["tolerance"] = known.key["tolerance"]
        elif (name := str(block.value["name"]).strip()) in known.key["units"]:
            block.value["factor"] = known.key["units"][name]


def _write_accepted(item: BankItem, known: CorrectedKey) -> None:
    keys = [key["accepted"] for key in (*known.before, known.key)]
    added, gone = _compare_words(keys)
    for place in reversed(range(len(item.options))):
        if fold_unspaced(str(item.options[place].value["text"])) in gone:
            del item.options[place]
    held = {fold_unspaced(str(one.value["text"])) for one in item.options}
    for folded, text in added.items():
        if folded not in held:
            item.options.append(("accepted", {"text": text}))


def _write_gaps(item: BankItem, known: CorrectedKey) -> None:
    for block in item.options:
        keys = [key["gaps"].get(block.id, ()) for key in (*known.before, known.key)]
        if len(block.value["wrong"]):
            _move_choices(block, {*keys[-1]})
        else:
            _write_gap(block.value["accepted"], keys)


def _move_choices(block: Any, named: set[str]) -> None:
    right, wrong = block.value["accepted"], block.value["wrong"]
    children = {f"{block.id}-{one.id}": one for one in (*right.bound_blocks, *wrong.bound_blocks)}
    # Without a wrong one the gap would be typed.
    if not named or not named < children.keys():
        raise KeyOvertaken
    right.bound_blocks = [one for name, one in children.items() if name in named]
    wrong.bound_blocks = [one for name, one in children.items() if name not in named]


def _write_gap(accepted: Any, keys: list[Iterable[str]]) -> None:
    added, gone = _compare_words(keys)
    kept = [one for one in accepted.bound_blocks if fold_unspaced(one.value) not in gone]
    accepted.bound_blocks = kept
    held = {fold_unspaced(one.value) for one in kept}
    for folded, text in added.items():
        if folded not in held:
            accepted.append(text)


def _compare_words(keys: list[Iterable[str]]) -> tuple[dict[str, str], set[str]]:
    """Return the words that corrections brought, by how they are compared, and those they took.

    A key has the words of all languages: those that stood in each key stay with their page.
    """
    *before, now = [{fold_unspaced(one): one for one in key} for key in keys]
    ever = {one for key in before for one in key}
    always = {one for one in ever if all(one in key for key in before)}
    return {one: text for one, text in now.items() if one not in always}, ever - now.keys()


_TYPED = (Kind.SHORT_TEXT, Kind.CLOZE)
_WRITERS: dict[str, Callable[[BankItem, CorrectedKey], None]] = {
    Kind.SINGLE: _write_ticks,
    Kind.MULTIPLE: _write_ticks,
    Kind.SELECT_TEXT: _write_ticks,
    Kind.TRUE_FALSE: _write_truth,
    Kind.NUMERIC: _write_number,
    Kind.SHORT_TEXT: _write_accepted,
    Kind.CLOZE: _write_gaps,
}
