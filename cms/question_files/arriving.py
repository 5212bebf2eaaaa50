"""Puts the questions of a file into the draft of a bank, and takes them out again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from cms.models import BankItem, BankPage, QuestionFile
from cms.question_files.fitting import FittingReport, fit_file, read_bank
from cms.question_files.storing import store_media
from cms.questions.drafts import build_item
from people.models import Person


class QuestionsPublished(Exception):
    """Questions of the file are published: papers may ask them, so they stay."""


def let_arrive(file: QuestionFile) -> None:
    """Add the questions to the draft of the bank, as its newest version, in its bringer's name."""
    with transaction.atomic():
        # The bank first, locked: of two files the second finds what the first one brought.
        bank = _lock_bank(file.bank_id)
        draft = read_bank(bank)
        report = fit_file(bytes(file.content or b""), draft)
        place = max((item.sort_order or 0 for item in draft.items.all()), default=-1)
        items = _store_pictures(report, file)
        for number, item in enumerate(items.values(), start=place + 1):
            item.sort_order = number
        draft.items.add(*items.values())
        if report.items:
            draft.save_revision(user=file.by, changed=True)
        file.arrived = {str(item.translation_key): told for told, item in items.items()}
        file.created, file.known = len(report.items), report.known
        _close_file(file)
        _log_file_act(bank, "question.arrive", file, by=file.by)


def _store_pictures(report: FittingReport, file: QuestionFile) -> dict[str, BankItem]:
    """Return the questions by digest, with their pictures and sounds in the agency's collection.

    These stay there when the questions are taken out again: others may show them by then.
    """
    items = dict(report.items)
    for digest, draft in report.pictured.items():
        plain = items.get(digest)
        if plain is not None:
            stored = store_media(draft, file)
            items[digest] = build_item(draft, stored)
            for name in ("page", "locale", "skill"):
                setattr(items[digest], name, getattr(plain, name))
    return items


def undo_arrival(file: QuestionFile, *, by: Person) -> bool:
    """Take the questions of the file out of the draft; return whether they were there.

    What was written in the bank since stays. Raise `QuestionsPublished` with nothing done.
    """
    with transaction.atomic():
        bank = _lock_bank(file.bank_id)
        own = QuestionFile.objects.filter(pk=file.pk, state=QuestionFile.State.ARRIVED)
        if not own.update(state=QuestionFile.State.UNDONE, undone_at=timezone.now()):
            return False
        if BankItem.objects.filter(page=bank, translation_key__in=file.arrived).exists():
            raise QuestionsPublished
        draft = read_bank(bank)
        draft.items = [
            item for item in draft.items.all() if str(item.translation_key) not in file.arrived
        ]
        draft.save_revision(user=by, changed=True)
        _log_file_act(bank, "question.undo", file, by=by)
    return True


def _lock_bank(pk: int) -> BankPage:
    # Of the page alone: PostgreSQL locks no row of a table that is joined from outside.
    return BankPage.objects.select_for_update(of=("self",)).get(pk=pk)


def _close_file(file: QuestionFile) -> None:
    file.state, file.arrived_at = QuestionFile.State.ARRIVED, timezone.now()
    file.content, file.claimed_until = None, None
    file.save()


def _log_file_act(bank: BankPage, action: str, file: QuestionFile, *, by: Person) -> None:
    data = {"file": file.file_name, "digest": file.digest, "count": len(file.arrived)}
    log(bank, action, user=by, data=data)
