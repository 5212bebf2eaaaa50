"""Fills an empty database with a nation of so many people, to measure lists and figures."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.scale import AlreadyFilled, fill_nation


class Command(BaseCommand):
    help = (
        "Fill an empty database with a nation: units, targets, people, postings and evidence. "
        "The first four people are its secretariat (scale-0) and HR of the nation (scale-1), "
        "of a ministry (scale-2) and of an office (scale-3); give them a password to sign in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=10_000)

    def handle(self, *args: Any, people: int, **options: Any) -> None:
        if people < 1:
            raise CommandError("--people is a number from 1 on.")
        try:
            fill_nation(people, self.tell)
        except AlreadyFilled as refusal:
            raise CommandError(
                "People serve in this database already. Take an empty one."
            ) from refusal

    def tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
