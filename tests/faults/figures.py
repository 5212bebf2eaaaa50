"""Kills folds again and again while facts are written, and compares figures with the facts.

Each is a process with a connection of its own; the one that asks is the only one that lives on.
One writes events of today at a steady rate, another changes the past beside it.
"""

import datetime as dt
import multiprocessing
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from certification.models import Evidence
from people.models import Agency, Person, Posting
from plan.models import Measure, Skill
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree
from reporting.models import StalePerson, Tally
from reporting.scale import fill_nation
from reporting.spells import fold, fold_all, fold_some, recount_figures, refresh_tallies
from tests.reporting.spells.history import read_door, recount

NAME = "a fold is killed under writing"
FORK = multiprocessing.get_context("fork")
# Facts in one transaction, as imports and packets of devices write them. SQLite has one writer.
TOGETHER = {"postgresql": 250, "sqlite": 20}
EVENTS_A_SECOND, CHANGES_A_SECOND = 1_000, 400
ROUND = 200  # people in a transaction of a fold: few enough that some end before they are killed
ASKED_EVERY = 10  # kills: a recount takes as long as many thousand events
PATIENCE = 900  # seconds for what is to be written, and for what is folded afterwards
PAST = dt.date(2023, 1, 1)
_STOP, _EVENTS, _CHANGES, _FOLDED = range(4)


@dataclass
class FoldResult:
    """What was written and killed meanwhile, and what differed: nothing may."""

    kills: int = 0
    events: int = 0
    changes: int = 0
    seconds: float = 0
    folded: int = 0
    left: int = 0
    seconds_left: float = 0
    samples: int = 0
    most_stale: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = (
            f"{NAME}: {self.kills} kills in {self.seconds:.0f} s, {self.events:,} events "
            f"({self.events / max(self.seconds, 1):,.0f} a second), {self.changes:,} changes of "
            f"the past, {self.folded:,} notes folded meanwhile, {self.most_stale:,} waited at "
            f"most, {self.left:,} folded in {self.seconds_left:.0f} s afterwards, asked "
            f"{self.samples} times, {len(self.wrong)} differences"
        )
        return "\n    FAILED: ".join([told, *self.wrong])


def run_folds(people: int, *, kills: int, changes: int, longest: float = 1.5) -> FoldResult:
    """Fill the empty database, write and kill, and judge before and after all is folded.

    A fold lives at most the ``longest`` seconds.
    """
    fill_nation(people, lambda line: None)
    fold_all(seconds=PATIENCE)
    refresh_tallies()
    assert Tally.objects.exists()
    # Without a lock, which whoever is killed would keep: each number has one writer at a time.
    found, written, began = FoldResult(), FORK.Array("q", 4, lock=False), time.monotonic()
    writers = [fork(lambda: write_facts(written)), fork(lambda: change_facts(written))]
    while time.monotonic() - began < PATIENCE:
        for _ in range(min(ASKED_EVERY, kills)):
            kill_fold(found, written, longest)
        ask_figures(found, "while facts are written")
        if found.kills >= kills and written[_CHANGES] >= changes:
            break
    written[_STOP] = 1
    for writer in writers:
        writer.join()
    found.seconds = time.monotonic() - began
    _stopped, found.events, found.changes, found.folded = written
    judge(found)
    return found


def fork(work: Callable[[], None]) -> multiprocessing.Process:
    # Closed before: two processes would speak to the database on one line.
    connection.close()
    process = FORK.Process(target=work, daemon=True)
    process.start()
    return process


def kill_fold(found: FoldResult, written, longest: float) -> None:
    """Let a fold begin, and kill it at any moment."""
    one = fork(lambda: fold_on(written))
    time.sleep(Random().uniform(0.05, longest))  # noqa: S311
    if not one.is_alive():
        found.wrong.append(f"a fold ended by itself with {one.exitcode}")
    one.kill()
    one.join()
    found.kills += 1


def fold_on(written) -> None:
    fold._AT_ONCE[connection.vendor] = ROUND
    while True:
        # The writer of SQLite may be another one for longer than one waits.
        with suppress(OperationalError):
            folded = fold_some()
            written[_FOLDED] += folded
            # The database may be ending what one who was killed had begun.
            time.sleep(0 if folded else 0.05)
            refresh_tallies()


def write_facts(written) -> None:
    """Write facts of today until told to stop."""
    people = list(Person.objects.filter(postings__isnull=False).values_list("pk", flat=True))
    skills = list(Skill.objects.offered().values_list("pk", flat=True))
    offices = list(Agency.objects.filter(kind="township").values_list("pk", flat=True))
    random = Random(5)  # noqa: S311
    write_steadily(
        *(written, _EVENTS, EVENTS_A_SECOND),
        lambda: write_events(random, pick_some(random, people), skills, offices),
    )


def change_facts(written) -> None:
    """Change facts of the past until told to stop."""
    people = list(Person.objects.values_list("pk", flat=True))
    random = Random(7)  # noqa: S311
    write_steadily(written, _CHANGES, CHANGES_A_SECOND, lambda: change_past(random, people))


def write_steadily(written, which: int, rate: int, write: Callable[[], int]) -> None:
    """Write again and again, as many rows a second as the rate says; count what was committed."""
    began = time.monotonic()
    while not written[_STOP]:
        # Two who write may wait for each other, until the database refuses one of them.
        with suppress(OperationalError):
            with transaction.atomic():
                rows = write()
            written[which] += rows
        time.sleep(max(began + written[which] / rate - time.monotonic(), 0))


def pick_some(random: Random, people: list[int]) -> list[int]:
    return random.sample(people, min(TOGETHER[connection.vendor], len(people)))


def write_events(random: Random, people: list[int], skills: list[int], offices: list[int]) -> int:
    """Prove, revoke, restore or forget a skill, move people, close or open their accounts.

    Return how many rows were written: those that had been so before are none.
    """
    what, today = random.randrange(20), timezone.localdate()
    own, office = Evidence.objects.filter(person__in=people), random.choice(offices)
    if what == 0:
        return own.filter(skill=random.choice(skills), revoked_on=None).update(revoked_on=today)
    if what == 1:
        return own.exclude(revoked_on=None).update(revoked_on=None)
    if what == 2:
        return own.filter(skill=random.choice(skills)).delete()[0]
    if what == 3:
        return Posting.objects.filter(person__in=people[:100]).update(agency=office)
    if what == 4:
        is_open = random.random() < 0.8
        some = Person.objects.filter(pk__in=people[:100]).exclude(is_active=is_open)
        return some.update(is_active=is_open)
    proofs = [build_proof(random, one, random.choice(skills), office) for one in people]
    return len(Evidence.objects.bulk_create(proofs))


def build_proof(random: Random, person: int, skill: int, office: int) -> Evidence:
    began = timezone.localdate() - dt.timedelta(random.randrange(900))
    return Evidence(
        person_id=person, skill_id=skill, level=random.randint(1, 4), kind="imported",
        acquired_on=began, source=str(random.random()), agency_id=office,
        expires_on=began + dt.timedelta(700),
    )  # fmt: skip


def change_past(random: Random, people: list[int]) -> int:
    some = Evidence.objects.filter(person__in=pick_some(random, people))
    pks = list(some.values_list("pk", flat=True)[: TOGETHER[connection.vendor]])
    day = PAST + dt.timedelta(random.randrange(300))
    return Evidence.objects.filter(pk__in=pks).update(acquired_on=day)


def ask_figures(found: FoldResult, when: str) -> None:
    """Compare what the door says with the facts of the same moment."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        found.most_stale = max(found.most_stale, StalePerson.objects.count())
        nation = Agency.objects.get(depth=1)
        today = timezone.localdate()
        days = [today, today.replace(day=1), today - dt.timedelta(400)]
        subtree = Subtree.of([nation, *nation.get_children()], since=days[-1])
        skills = frozenset(skill.pk for skill in Skill.objects.offered()[:6])
        columns = tuple((level, day) for level in (1, 3) for day in days)
        for question in (
            Question(Measure.HELD, frozenset(), tuple((0, day) for day in days)),
            *(Question(measure, skills, columns) for measure in Measure),
        ):
            if read_door(subtree, question) != recount(subtree, question):
                found.wrong.append(f"{question.measure} of {len(question.skills)} skills {when}")
        found.samples += 1


def judge(found: FoldResult) -> None:
    ask_figures(found, "before the last fold")
    began = time.monotonic()
    found.left = fold_all(seconds=PATIENCE)
    refresh_tallies()
    found.seconds_left = time.monotonic() - began
    ask_figures(found, "after the last fold")
    differing = recount_figures()
    if StalePerson.objects.exists() or not differing.is_right:
        found.wrong.append(f"{differing} differ from the facts")
