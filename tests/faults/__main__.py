"""`make faults`: everything that can fail, does; the table says what was lost.

ONLY=Redis runs the faults whose name has the word, LEARNERS=40 lets more people learn at a time.
ONLY="a fold" kills those who count figures under writing, without a service.
First one machine on SQLite with the queue in a folder, then PostgreSQL, Redis and prefork workers.
"""

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.faults.service.postgresql import PostgreSQL, postgresql

FORMS = ("one-machine", "many-machines")


def run_form(form: str, folder: Path, server: PostgreSQL | None) -> int:
    """Run all faults of the form; return how many of them failed."""
    import django  # after DATABASE_URL is known

    django.setup()
    from tests.database import copied_database
    from tests.faults import figures
    from tests.faults.results import print_results
    from tests.faults.scenarios import run_all
    from tests.faults.service.stack import running_stack

    logging.disable(logging.ERROR)
    only, number = os.environ.get("ONLY", ""), int(os.environ.get("LEARNERS") or 12)
    print(f"\n{form}, {number} learners a fault", flush=True)
    failed = run_figures(form) if only in figures.NAME else 0
    if only and only in figures.NAME:
        return failed
    with copied_database("faults"), running_stack(form, folder, server) as stack:
        return failed + print_results(run_all(stack, number, only))


def run_figures(form: str) -> int:
    """Kill folds in a database of their own; SQLite, which has one writer, has fewer changes."""
    from tests.database import copied_database
    from tests.faults import figures

    with copied_database("figures"):
        if form == "one-machine":
            result = figures.run_folds(5_000, kills=50, changes=5_000)
        else:
            # Long enough that some rounds end: where nothing is folded, nothing is tried.
            result = figures.run_folds(20_000, kills=50, changes=50_000, longest=6)
    print(result, flush=True)
    return bool(result.wrong)


@contextmanager
def small_disk(parent: Path) -> Iterator[Path]:
    """A disk of its own for what the service writes; without the right to mount, a folder."""
    folder = parent / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=96m,mode=755", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    if not mounted:
        print("No disk can be mounted here: the fault of a full one is left out.")
    try:
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)


def main(form: str) -> int:
    with ExitStack() as stack:
        parent = Path(tempfile.mkdtemp(prefix="faults-"))
        parent.chmod(0o755)  # PostgreSQL runs as another user
        stack.callback(shutil.rmtree, parent, ignore_errors=True)
        folder = stack.enter_context(small_disk(parent))
        os.environ["VAR_DIR"] = str(folder)
        os.environ.pop("DATABASE_URL", None)
        server = None
        if form == "many-machines":
            server = stack.enter_context(postgresql(parent / "postgresql"))
            os.environ["DATABASE_URL"] = server.url
        return run_form(form, folder, server)


def run_apart(form: str) -> int:
    """Run a form in a process of its own: Django speaks to one kind of database in its life."""
    process = subprocess.Popen([sys.executable, "-m", "tests.faults", form])
    try:
        return process.wait()
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    # As by Ctrl-C: whoever stops it early leaves no service and no server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if len(sys.argv) > 1:
        sys.exit(min(main(sys.argv[1]), 1))
    sys.exit(max([run_apart(form) for form in FORMS]))
