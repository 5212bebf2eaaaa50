"""Runs acts on many people, piece by piece; only writer of `BulkAct`.

A piece and what is kept of it are one transaction: after a crash nobody is acted on twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from people.bulk.kinds import ActKind, find_kind
from people.models import BulkAct, Person
from people.queue import enqueue_on_commit, sweep_rows

# So many are done while the asker waits, a second or two; more are the worker's.
_MOST_AT_ONCE = 200
# On SQLite everybody else who writes waits for a piece.
_PIECE_SIZE = 25
_TASK = "people.tasks.run_bulk_act"
_UNCONFIRMED_KEPT_FOR = dt.timedelta(days=1)


def ask_act(
    kind: ActKind, *, by: Person, people: Iterable[int], options: Mapping[str, Any] | None = None
) -> BulkAct:
    """Keep whom the act would be on; nothing is done until it is confirmed.

    ``options`` are those of the act that this one takes back.
    """
    pks = list(people)
    return BulkAct.objects.create(
        kind=kind.key,
        by=by,
        asked_at=timezone.now(),
        options=options or {},
        waiting=pks,
        total=len(pks),
    )


def confirm_act(act: BulkAct, options: Mapping[str, Any]) -> None:
    """Do the act with the options of its form; confirmed twice it is done once."""
    waiting = BulkAct.objects.filter(pk=act.pk, confirmed_at=None)
    with transaction.atomic():
        if not waiting.update(options=dict(options), confirmed_at=timezone.now()):
            return
        if act.total > _MOST_AT_ONCE:
            enqueue_on_commit(_TASK, act.pk)
    if act.total <= _MOST_AT_ONCE:
        run_act(act.pk)


def run_act(pk: int) -> None:
    """Act on everybody who is still to come."""
    while _run_piece(pk):
        pass


def _run_piece(pk: int) -> bool:
    """Act on the next few people; return whether more are to come."""
    with transaction.atomic():
        # Locked: of two workers each takes people that the other has not.
        act = BulkAct.objects.unfinished().select_for_update(of=("self",)).filter(pk=pk).first()
        kind = find_kind(act.kind) if act else None
        if act is None or kind is None or kind.apply is None:
            return False
        piece, act.waiting = act.waiting[:_PIECE_SIZE], act.waiting[_PIECE_SIZE:]
        by = Person.objects.get(pk=act.by_id)  # with the roles of this moment
        # In the order of their keys, as by all who write people: no deadlock.
        for person in Person.objects.filter(pk__in=piece).order_by("pk"):
            if reason := kind.apply(person, by, act.options):
                act.left_out.append([person.pk, reason])
            else:
                act.done.append(person.pk)
        if not act.waiting:
            act.finished_at = timezone.now()
        act.save()
        return bool(act.waiting)


def finish_act(act: BulkAct, *, done: Iterable[int], left_out: Iterable[tuple[int, str]]) -> None:
    """Keep what came of an act that its kind did by itself, in the caller's transaction."""
    now = timezone.now()
    act.done, act.left_out, act.waiting = list(done), [list(one) for one in left_out], []
    act.confirmed_at, act.finished_at = act.confirmed_at or now, now
    act.save()


def resume_acts() -> None:
    """Go on with acts whose task was lost, or whose worker died."""
    waiting = BulkAct.objects.unfinished().order_by("pk").values_list("pk", flat=True)
    sweep_rows(waiting, run_act)


def find_old_acts(before: dt.datetime) -> QuerySet[BulkAct]:
    """Return acts finished before, and those never confirmed: histories keep what was done."""
    asked = Q(confirmed_at=None, asked_at__lte=timezone.now() - _UNCONFIRMED_KEPT_FOR)
    return BulkAct.objects.filter(asked | Q(finished_at__lte=before))
