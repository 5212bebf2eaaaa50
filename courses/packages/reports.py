"""Reads what a package tells of a learner: bounded, and believed for nothing that certifies."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courses.models import PackageKind, ReportedStatus

MOST_BYTES = 64_000  # what a browser sends along when its page is closed
_MOST_KEYS = 2_000
_MOST_SECONDS = 365 * 24 * 3600
_LONGEST_LOCATION = 200
_CLOCK = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2})(?:\.\d*)?", re.ASCII)
_DURATION = re.compile(
    r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,7})M)?(?:(\d{1,9})(?:\.\d*)?S)?)?", re.ASCII
)
_Data = Mapping[str, Any]


class ReportRefused(ValueError):
    """What was sent is larger than allowed, or no flat list of names and values."""


@dataclass(frozen=True)
class PackageReport:
    status: ReportedStatus
    score: int | None
    location: str
    seconds: int

    @property
    def is_done(self) -> bool:
        return self.status in (ReportedStatus.COMPLETED, ReportedStatus.PASSED)


def check_data(data: Any) -> dict[str, Any]:
    """Return the data if it may be kept. Raise `ReportRefused`."""
    if not isinstance(data, dict) or len(data) > _MOST_KEYS:
        raise ReportRefused
    if any(isinstance(value, dict | list) for value in data.values()):
        raise ReportRefused
    try:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
    except ValueError as error:  # half a letter, or what is no number: no database keeps it
        raise ReportRefused from error
    if len(text) > MOST_BYTES or b"\\u0000" in text:
        raise ReportRefused
    return data


def read_report(kind: str, data: _Data) -> PackageReport:
    """Return what the package reports; what cannot be read is as if it were not told."""
    return _READERS[PackageKind(kind)](data)


def _read_scorm12(data: _Data) -> PackageReport:
    told = _text(data, "cmi.core.lesson_status")
    known = {
        "passed": ReportedStatus.PASSED,
        "completed": ReportedStatus.COMPLETED,
        "failed": ReportedStatus.FAILED,
    }
    least = _number(data, "cmi.core.score.min") or 0
    return PackageReport(
        known.get(told, ReportedStatus.OPENED),
        _to_percent(_number(data, "cmi.core.score.raw"), least, _most(data, "cmi.core.score.max")),
        _text(data, "cmi.core.lesson_location")[:_LONGEST_LOCATION],
        _read_clock(_text(data, "cmi.core.total_time")),
    )


def _read_scorm2004(data: _Data) -> PackageReport:
    scaled = _number(data, "cmi.score.scaled")
    least = _number(data, "cmi.score.min") or 0
    raw = _to_percent(_number(data, "cmi.score.raw"), least, _most(data, "cmi.score.max"))
    return PackageReport(
        _read_2004_status(data),
        raw if scaled is None else _to_percent(max(scaled, 0), 0, 1),
        _text(data, "cmi.location")[:_LONGEST_LOCATION],
        _read_duration(_text(data, "cmi.total_time")),
    )


def _read_2004_status(data: _Data) -> ReportedStatus:
    success = _text(data, "cmi.success_status")
    if success in ("passed", "failed"):
        return ReportedStatus(success)
    is_complete = _text(data, "cmi.completion_status") == "completed"
    return ReportedStatus.COMPLETED if is_complete else ReportedStatus.OPENED


def _read_h5p(data: _Data) -> PackageReport:
    score = _to_percent(_number(data, "score"), 0, _number(data, "max") or 0)
    seconds = _bound_seconds(_number(data, "seconds") or 0)
    return PackageReport(_read_h5p_status(data), score, "", seconds)


def _read_h5p_status(data: _Data) -> ReportedStatus:
    if data.get("completed") is not True:
        return ReportedStatus.OPENED
    passed = data.get("passed")
    if not isinstance(passed, bool):
        return ReportedStatus.COMPLETED
    return ReportedStatus.PASSED if passed else ReportedStatus.FAILED


_READERS = {
    PackageKind.SCORM_12: _read_scorm12,
    PackageKind.SCORM_2004: _read_scorm2004,
    PackageKind.H5P: _read_h5p,
}


def _text(data: _Data, name: str) -> str:
    value = data.get(name, "")
    return value if isinstance(value, str) else ""


def _number(data: _Data, name: str) -> float | None:
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == "":
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _most(data: _Data, name: str) -> float:
    told = _number(data, name)
    return 100 if told is None else told


def _to_percent(raw: float | None, least: float, most: float) -> int | None:
    # Far apart, two numbers have a distance without end, of which nothing is a part.
    if raw is None or most <= least or math.isinf(most - least):
        return None
    return round(min(max((raw - least) / (most - least), 0), 1) * 100)


def _read_clock(text: str) -> int:
    found = _CLOCK.fullmatch(text)
    if not found:
        return 0
    hours, minutes, seconds = map(int, found.groups())
    return _bound_seconds(hours * 3600 + minutes * 60 + seconds)


def _read_duration(text: str) -> int:
    found = _DURATION.fullmatch(text)
    if not found:
        return 0
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return _bound_seconds(((days * 24 + hours) * 60 + minutes) * 60 + seconds)


def _bound_seconds(seconds: float) -> int:
    return int(min(max(seconds, 0), _MOST_SECONDS))
