"""Works on files of questions in the worker, and finds those whose worker was lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import F, Q
from django.utils import timezone

from cms.models import QuestionFile
from cms.question_files.arriving import let_arrive
from cms.question_files.fitting import FittingReport, fit_file, read_bank
from courses.interchange import Notice
from people.queue import enqueue
from people.text.languages import in_all_languages

TASK = "cms.tasks.work_on_questions"
# Longer than a file of five thousand questions takes.
_LEASE = dt.timedelta(minutes=6)
_MOST_TRIES = 3
# A file that nobody confirms is forgotten: it holds keys of tests.
_KEPT_FOR = dt.timedelta(days=1)
_NOTICES_KEPT = 1_000
_QUESTIONS_SHOWN = 10
_LONGEST_SHOWN = 300


def work_on_file(pk: int) -> None:
    """Read the file, or let its questions arrive; a second time does nothing."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    waiting = QuestionFile.objects.at_work().filter(free, pk=pk, tries__lt=_MOST_TRIES)
    # One UPDATE: of two workers one finds it free. Counted before the work, which may kill.
    if not waiting.update(claimed_until=now + _LEASE, tries=F("tries") + 1):
        return
    file = QuestionFile.objects.select_related("bank", "by").get(pk=pk)
    if file.state == QuestionFile.State.ARRIVING:
        let_arrive(file)
    else:
        _read_file(file)


def resume_files() -> None:
    """Queue files at which no worker is, give up those that end it, forget those left waiting."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    waiting = QuestionFile.objects.at_work().filter(free)
    state = QuestionFile.State
    over = waiting.filter(tries__gte=_MOST_TRIES)
    over.update(state=state.FAILED, content=None, claimed_until=None)
    for pk in waiting.filter(tries__lt=_MOST_TRIES).values_list("pk", flat=True):
        enqueue(TASK, pk)
    left = (state.READ, state.FAILED)
    QuestionFile.objects.filter(state__in=left, received_at__lte=now - _KEPT_FOR).delete()


def _read_file(file: QuestionFile) -> None:
    report = fit_file(bytes(file.content or b""), read_bank(file.bank))
    file.state, file.claimed_until = QuestionFile.State.READ, None
    file.created, file.known = len(report.items), report.known
    file.refused = len(report.refused)
    file.first_questions = _show_questions(report)
    file.notices = [*_pack_notices(report.refused, "wrong"), *_pack_notices(report.notes, "check")]
    file.save()


def _show_questions(report: FittingReport) -> list[dict[str, str]]:
    shown = list(report.items.values())[:_QUESTIONS_SHOWN]
    return [{"kind": item.kind, "stem": item.stem[:_LONGEST_SHOWN]} for item in shown]


def _pack_notices(notices: Iterable[Notice], kind: str) -> list[dict[str, object]]:
    """Return the notices as plain JSON, with their words in every language."""
    return [
        {
            "kind": kind,
            "place": in_all_languages(one.place),
            "reason": in_all_languages(one.reason),
            "excerpt": one.excerpt,
        }
        for one in list(notices)[:_NOTICES_KEPT]
    ]
