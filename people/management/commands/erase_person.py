"""Erases a person by staff number, sign-in name, e-mail or phone; ``--dry-run`` only tells."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from people.accounts import find_person
from people.privacy.erasure import (
    AlreadyErased,
    ErasureBlocked,
    erase_person,
    find_obstacles,
    preview_erasure,
)


class Command(BaseCommand):
    help = "Erase what says who a person is. It cannot be undone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("person", help="Staff number, sign-in name, e-mail or phone.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be erased.")
        parser.add_argument("--yes", action="store_true", help="Do not ask whether to go on.")

    def handle(self, *args: Any, **options: Any) -> None:
        person = find_person(options["person"])
        if person is None:
            raise CommandError("Nobody is known by this.")
        self.stdout.write(f"{person.pk} {person}")
        for title, count in preview_erasure(person):
            self.stdout.write(f"  {count:6} {title}")
        for words in find_obstacles(person):
            self.stdout.write(f"  ! {words}")
        if options["dry_run"]:
            return
        if not options["yes"] and input("This cannot be undone. Erase? (yes/no) ") != "yes":
            raise CommandError("Nothing was erased.")
        try:
            erase_person(person)
        except (ErasureBlocked, AlreadyErased) as problem:
            raise CommandError("Nothing was erased.") from problem
        self.stdout.write("Erased.")
