"""Takes out of stored pictures and portraits what cameras wrote into them; once, at an upgrade."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.privacy.pictures import strip_stored_pictures


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        done = [*strip_stored_pictures()]
        self.stdout.write(f"{sum(done)} of {len(done)} pictures told more than they show.")
