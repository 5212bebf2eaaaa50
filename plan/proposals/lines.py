"""Tells line by line what a file does, as plain JSON in every language that is offered."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import translation

from people.history.changes import compare_fields
from people.imports import ImportReport, Problem
from people.imports.runs import pack_problems, unpack_problems
from plan.importing.writing import RowOutcome
from plan.models import PlanProposal, Skill

_Group = PlanProposal.Group
_GROUPS = {"created": _Group.NEW, "updated": _Group.CHANGED, "unchanged": _Group.UNCHANGED}


@dataclass(frozen=True)
class FileLine:
    """A line as it is kept: its number (0 for what no line says), its group, what it is about.

    ``changes`` name fields of the ``model`` with old and new words by language.
    """

    line: int
    group: str
    what: dict[str, str]
    changes: list[dict[str, Any]]
    model: str = ""
    problems: list[Problem] = field(default_factory=list)


def describe_report(report: ImportReport) -> tuple[bytes, Counter[str]]:
    """Return the lines of the report, packed, and how many are in each group."""
    rows = [_word_outcome(one) for one in report.outcomes]
    refused: dict[int, list[Any]] = defaultdict(list)
    for packed in pack_problems(problem for problem in report.problems if problem.is_wrong):
        refused[packed["line"]].append(packed)
    rows += [
        {"line": line, "group": _Group.REFUSED, "problems": told} for line, told in refused.items()
    ]
    rows.sort(key=lambda row: row["line"])
    return pack_json(rows), Counter(row["group"] for row in rows)


def read_file_lines(proposal: PlanProposal) -> list[FileLine]:
    """Return the lines of the proposal; problems are in the active language."""
    return [
        FileLine(
            line=row["line"],
            group=row["group"],
            what=row.get("what", {}),
            changes=row.get("changes", []),
            model=row.get("model", ""),
            problems=unpack_problems(row.get("problems", [])),
        )
        for row in unpack_json(bytes(proposal.lines))
    ]


def digest_outcomes(outcomes: Iterable[RowOutcome]) -> str:
    """Return a digest of what is done, for which keys of new rows do not matter."""
    told = [
        [
            one.line,
            one.outcome,
            *(_list_plain_values(part) for part in (one.key, one.before, one.after)),
        ]
        for one in outcomes
    ]
    return hashlib.sha256(json.dumps(told, cls=DjangoJSONEncoder).encode()).hexdigest()


def pack_json(data: Any) -> bytes:
    """Return the data, small: most of its lines are alike."""
    text = json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder)
    return zlib.compress(text.encode())


def unpack_json(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed))


def _word_outcome(one: RowOutcome) -> dict[str, Any]:
    told: dict[str, Any] = {
        "line": one.line,
        "group": _sort_into_group(one),
        "what": _name_row(one.row),
    }
    if one.outcome != "unchanged":
        told["model"] = one.row._meta.label
        told["changes"] = compare_fields(one.row, one.before, one.after)
    return told


def _sort_into_group(one: RowOutcome) -> str:
    is_retired = isinstance(one.row, Skill) and one.after.get("retired_on")
    return _Group.RETIRED if is_retired else _GROUPS[one.outcome]


def _name_row(row: models.Model) -> dict[str, str]:
    """Return what the row is called, after its code, if it has one."""
    names, code = {}, getattr(row, "code", "")
    for language in settings.OFFERED_LANGUAGES:
        with translation.override(language):
            names[language] = " · ".join(filter(None, (code, str(row))))
    return names


def _list_plain_values(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values; rows by their codes, for the key of a new one is not known yet."""
    plain = {
        name: getattr(value, "code", value.pk) if isinstance(value, models.Model) else value
        for name, value in values.items()
    }
    # A skill is retired on the day of the approval, which the preview cannot know.
    return plain | ({"retired_on": True} if plain.get("retired_on") else {})
