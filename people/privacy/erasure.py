"""Takes out of every table what says who a person was; the rows stay for figures and proofs.

Each app registers what it erases and what stands in the way. Nobody can undo it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from people.models import Person


class ErasureBlocked(Exception):
    """Something stands in the way; ``args[0]`` lists it in words."""


class AlreadyErased(Exception):
    """Nothing is left that says who the person was."""


@dataclass(frozen=True)
class Eraser:
    """One kind of data: how many rows say who the person was, and what takes it out of them.

    ``erase`` runs in the transaction of all of them and may run again without harm.
    """

    key: str
    title: Any
    order: int
    count: Callable[[Person], int]
    erase: Callable[[Person], object]


# Returns what stands in the way in words, or "".
Obstacle = Callable[[Person], Any]
_erasers: dict[str, Eraser] = {}
_obstacles: list[Obstacle] = []
_cleaners: list[Callable[[], object]] = []


def register_eraser(*erasers: Eraser) -> None:
    """Let every erasure do this too, in its order; the account itself goes last."""
    _erasers.update({eraser.key: eraser for eraser in erasers})


def register_obstacle(obstacle: Obstacle) -> None:
    """Let nobody be erased for whom the obstacle has words."""
    _obstacles.append(obstacle)


def register_cleaner(clean: Callable[[], object]) -> None:
    """Call this once an erasure is committed, and daily: it deletes files that rows still name."""
    _cleaners.append(clean)


def find_obstacles(person: Person) -> list[str]:
    """Return in words what stands in the way."""
    return [str(words) for obstacle in _obstacles if (words := obstacle(person))]


def preview_erasure(person: Person) -> list[tuple[str, int]]:
    """Return what an erasure would take, kind by kind, with the number of rows."""
    return [(str(eraser.title), eraser.count(person)) for eraser in _in_order()]


@transaction.atomic
def erase_person(person: Person, *, at: dt.datetime | None = None) -> None:
    """Erase everything at once. Raise `ErasureBlocked` or `AlreadyErased`."""
    # Locked: nobody gives a role, a posting or a certificate meanwhile.
    row = Person.objects.select_for_update().get(pk=person.pk)
    if row.erased_at:
        raise AlreadyErased(row.pk)
    if obstacles := find_obstacles(row):
        raise ErasureBlocked(obstacles)
    for eraser in _in_order():
        eraser.erase(row)
    row.erased_at = at or timezone.now()
    row.save(update_fields=["erased_at"])
    # Robust: the erasure stands, and the daily sweep deletes what a failure left.
    transaction.on_commit(delete_erased_files, robust=True)


def delete_erased_files() -> None:
    """Delete the files of what was erased, also those that a crash left behind."""
    for clean in _cleaners:
        clean()


def _in_order() -> list[Eraser]:
    return sorted(_erasers.values(), key=lambda eraser: eraser.order)
