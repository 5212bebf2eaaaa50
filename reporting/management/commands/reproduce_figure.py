"""Reproduces figures that were ever published, from the locked file of their month."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from people.text.formatting import to_tenth
from reporting.models import LockedMonth
from reporting.months import Month
from reporting.months.reproducing import (
    MonthReproduction,
    Reproduction,
    count_later_changes,
    reproduce_month,
    state_suppression,
)
from reporting.months.sealing import MonthSeal, check_month

_TOLD = {
    MonthSeal.GENUINE: "SHA-256 and signature are right.",
    MonthSeal.KEY_LOST: "SHA-256 is right; the key that signed it was lost since.",
}


class Command(BaseCommand):
    help = (
        "Verify the file of a locked month and print its figures: locked, adjusted, published,"
        " and as they would be counted now, with what was recorded since."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("month", help="such as 2026-10")
        parser.add_argument("figure", nargs="?", default="", help="such as held/MM/DC3-4.2/2")
        parser.add_argument("--file", type=Path, help="verify this copy of the month's file too")

    def handle(self, *args: Any, **options: Any) -> None:
        month = Month.parse(options["month"])
        row = LockedMonth.objects.filter(month=month.first_day).first() if month else None
        if row is None:
            raise CommandError("There is no such locked month. Write it as 2026-10.")
        self._verify(row, None)
        if options["file"]:
            self._verify(row, options["file"])
        found = reproduce_month(row)
        shown = [one for one in found.figures if options["figure"] in ("", one.figure.id)]
        if not shown:
            raise CommandError("The month has no such figure.")
        for one in shown:
            self.stdout.write(_tell_figure(found, one))
        self._explain(row, found, shown)

    def _verify(self, row: LockedMonth, file: Path | None) -> None:
        try:
            # As it lies on the disk: another end of line is another file.
            text = file.read_bytes().decode() if file else None
        except (OSError, UnicodeDecodeError) as unreadable:
            raise CommandError(f"{file} cannot be read: {unreadable}") from unreadable
        seal = check_month(row, text)
        where = str(file) if file else f"The file of {row.code}"
        if seal is MonthSeal.TAMPERED:
            raise CommandError(f"{where} is NOT what was locked and signed. Trust none of it.")
        self.stdout.write(f"{where}: {_TOLD[seal]} sha256 {row.digest}, key {row.key}")

    def _explain(
        self, row: LockedMonth, found: MonthReproduction, shown: list[Reproduction]
    ) -> None:
        other = [one for one in shown if one.difference or one.today is None]
        self.stdout.write(f"{len(other)} of {len(shown)} would be counted otherwise now.")
        if not other:
            return
        for what, count in count_later_changes(row).items():
            if count:
                self.stdout.write(f"  since then: {what}: {count}")
        if not found.is_same_plan:
            self.stdout.write("  since then: the plan asks something else for that day")
        if not found.is_same_rule:
            self.stdout.write("  since then: another rule of counting")


def _tell_figure(found: MonthReproduction, one: Reproduction) -> str:
    figure = one.figure
    parts = [f"{figure.id} on {found.reading.day}: locked {figure.locked}"]
    if figure.adjustment:
        by = f"{figure.adjustment.asked_by_id} and {figure.adjustment.decided_by_id}"
        on = f"{figure.adjustment.decided_at:%Y-%m-%d}"
        parts.append(f"adjusted {figure.value} on {on} by persons {by}")
    parts.append(f"of {figure.posted} posted")
    if figure.share is not None:
        parts.append(f"{to_tenth(figure.share)} %")
    parts.append("published" if one.is_public else f"not published ({state_suppression()})")
    parts.append("asked no more" if one.today is None else f"today's counting {one.today}")
    return ", ".join(parts)
