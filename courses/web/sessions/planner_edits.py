"""Keeps what was changed in single runs while somebody goes back to the pattern.

Each row of the preview says as what it was planned. Shown again, a run of the same day gets back
what differs from that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import QueryDict

from courses.sessions.planner.patterns import MOST_RUNS

_NAMES = ("day", "place", "trainer", "capacity", "drop")
_CARRIED = ("key", "opens")


def note_planned(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows, each with as what it was planned, as a form sends it."""
    return [row | {"planned": json.dumps(_write_edit(row))} for row in rows]


def list_carried(data: QueryDict) -> list[tuple[str, str]]:
    """Return what the preview sent beside the pattern, to be sent with the pattern again."""
    names = [name for name in data if name in _CARRIED or name.startswith("run-")]
    return [(name, str(data[name])) for name in names]


def carry_over(data: QueryDict, rows: Iterable[dict[str, Any]]) -> tuple[QueryDict, int]:
    """Return what the preview would send of the new rows, and how many changes fit none."""
    edits, rows = _find_edits(data), list(rows)
    merged = data.copy()
    for name in [name for name in data if name.startswith("run-")]:
        del merged[name]
    merged["run-TOTAL_FORMS"], merged["run-INITIAL_FORMS"] = str(len(rows)), "0"
    for number, row in enumerate(note_planned(rows)):
        written = _write_edit(row)
        kept = written | edits.pop(written["day"], {}) | {"planned": row["planned"]}
        # A box that is not ticked is not sent.
        merged.update({f"run-{number}-{name}": text for name, text in kept.items() if text})
    return merged, len(edits)


def _write_edit(row: dict[str, Any]) -> dict[str, str]:
    words = {name: row.get(name) or "" for name in _NAMES}
    return words | {"day": row["day"].isoformat(), **{n: str(words[n]) for n in _NAMES[1:]}}


def _find_edits(data: QueryDict) -> dict[str, dict[str, str]]:
    """Return by the planned day what differs from what was planned."""
    edits = {}
    for planned, sent in _list_sent(data):
        changed = {name: text for name, text in sent.items() if text != planned.get(name, "")}
        if changed:
            edits[planned.get("day", "")] = changed
    return edits


def _list_sent(data: QueryDict) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    for number in range(MOST_RUNS):
        if planned := _read_planned(data.get(f"run-{number}-planned", "")):
            yield planned, {name: data.get(f"run-{number}-{name}", "") for name in _NAMES}


def _read_planned(text: str) -> dict[str, str]:
    try:
        planned = json.loads(text)
    except ValueError:
        return {}
    # Somebody may have sent anything: it is compared with their own row, and no more.
    return (
        {name: str(planned.get(name, "")) for name in _NAMES} if isinstance(planned, dict) else {}
    )
