"""Issues and seals so many certificates in a process of its own, as a worker does, and tells the
memory and processor time it took: ``python -m tests.bench.worker 500``. A JSON line at each tenth.
"""

import json
import logging
import sys
import tempfile
import time
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings

from certification.issuing import issue_certificate
from certification.outbox import without_hints
from certification.sealing import seal_certificate
from tests.bench.material import graduates
from tests.certification.machinery import make_machinery, use_machinery
from tests.database import copied_database

WARM_UP = 40


def resident_mib() -> float:
    """Memory of this process that is in RAM now."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def tell(done: int, since: float) -> None:
    told = {"done": done, "mib": resident_mib(), "cpu": time.process_time() - since}
    print(json.dumps(told), flush=True)


def work(number: int) -> None:
    waiting = graduates(number + WARM_UP)
    for _ in range(WARM_UP):
        seal_certificate(issue_certificate(next(waiting)))
    since = time.process_time()
    tell(0, since)
    for done, enrolment in enumerate(waiting, 1):
        seal_certificate(issue_certificate(enrolment))
        if done % (number // 10) == 0:
            tell(done, since)


if __name__ == "__main__":
    logging.disable(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, copied_database("worker"), without_hints():
        use_machinery(settings, make_machinery(Path(folder)))
        settings.MEDIA_ROOT = Path(folder) / "media"
        work(int(sys.argv[1]))
