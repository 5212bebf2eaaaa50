"""`make bench`: our paths beside a baseline of the same work, interleaved in one run.

Processor time, in-process through Django's test client; ratios count, for absolute times depend
on the machine. `make bench ONLY=certificates` measures one section; `BULK=20000` is the long run,
and `ONLY=desk SCALE=1000000` an office of a million, for which PostgreSQL is wanted.
"""

import logging
import os
import tempfile
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402

from people.queue import paused  # noqa: E402
from tests.bench import certificates, coverage, desk, learning, questions  # noqa: E402
from tests.bench.measuring import print_aims, print_table  # noqa: E402
from tests.certification.signing_environment import make_machinery, use_machinery  # noqa: E402
from tests.database import copied_database  # noqa: E402

SECTIONS = {
    "learning": lambda: print_table(list(learning.rows())),
    "desk": desk.measure,
    "coverage": coverage.measure,
    "questions": questions.measure,
    "certificates": lambda: print_aims("certificates", certificates.aims()),
}


def main(only: str) -> None:
    """Measure one section, or all of them."""
    if only and only not in SECTIONS:
        raise SystemExit(f"ONLY={only} is none of {', '.join(SECTIONS)}")
    for name, measure in SECTIONS.items():
        if only in ("", name):
            measure()


if __name__ == "__main__":
    logging.disable(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, copied_database("bench"), paused():
        use_machinery(settings, make_machinery(Path(folder)))
        settings.ROOT_URLCONF = "tests.bench.urls"
        settings.MEDIA_ROOT = Path(folder) / "media"
        main(os.environ.get("ONLY", ""))
