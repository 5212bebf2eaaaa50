"""Takes files of questions, and lets them arrive once somebody has seen what is in them."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils import timezone

from cms.models import BankPage, QuestionFile
from cms.question_files.work import TASK
from people.models import Person
from people.queue import enqueue_on_commit

_LONGEST_NAME = 255


def bring_file(bank: BankPage, content: bytes, *, file_name: str, by: Person) -> QuestionFile:
    """Keep the file and queue its reading. Nothing of it is in the bank before `confirm_file`."""
    with transaction.atomic():
        file = QuestionFile.objects.create(
            bank=bank,
            by=by,
            file_name=file_name[-_LONGEST_NAME:],
            digest=hashlib.sha256(content).hexdigest(),
            received_at=timezone.now(),
            content=content,
        )
        enqueue_on_commit(TASK, file.pk)
    return file


def confirm_file(file: QuestionFile, *, by: Person) -> bool:
    """Queue the arrival of what was read; return whether it was waiting for that.

    Of two who confirm one is the first, and it arrives in that person's name.
    """
    state = QuestionFile.State
    waiting = QuestionFile.objects.filter(pk=file.pk, state=state.READ, created__gt=0)
    with transaction.atomic():
        if not waiting.update(state=state.ARRIVING, by=by, claimed_until=None, tries=0):
            return False
        enqueue_on_commit(TASK, file.pk)
    return True
