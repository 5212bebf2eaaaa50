"""Kills folds again and again while facts are written, and compares figures with the facts.

Each is a process with a connection of its own; the one that asks is the only one that lives on.
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
from reporting.spells import fold_all, fold_some, recount_figures, refresh_tallies
from tests.reporting.spells.history import read_door, recount

NAME = "a fold is killed under writing"
FORK = multiprocessing.get_context("fork")
AT_ONCE = 100  # changes of the past in one statement, and events between two of them
TOGETHER = 20  # events of one kind in one statement, as an import or an office writes them
ASKED_EVERY = 5  # kills: a recount takes as long as many hundred events
PATIENCE = 900  # seconds for what is to be written
PAST = dt.date(2023, 1, 1)
_STOP, _EVENTS, _CHANGES = range(3)


@dataclass
class FoldResult:
    """What was written and killed meanwhile, and what differed: nothing may."""

    kills: int = 0
    events: int = 0
    changes: int = 0
    seconds: float = 0
    samples: int = 0
    most_stale: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = (
            f"{NAME}: {self.kills} kills in {self.seconds:.0f} s, {self.events:,} events "
            f"({self.events / max(self.seconds, 1):,.0f} a second), {self.changes:,} changes of "
            f"the past, {self.most_stale:,} notes waited at most, asked {self.samples} times, "
            f"{len(self.wrong)} differences"
        )
        return "\n    FAILED: ".join([told, *self.wrong])


def run_folds(people: int, *, kills: int, changes: int) -> FoldResult:
    """Fill the empty database, write and kill, and judge before and after all is folded."""
    fill_nation(people, lambda line: None)
    fold_all(seconds=PATIENCE)
    refresh_tallies()
    assert Tally.objects.exists()
    found, written, began = FoldResult(), FORK.Array("q", 3), time.monotonic()
    writer = fork(lambda: write_facts(written))
    while time.monotonic() - began < PATIENCE:
        for _ in range(ASKED_EVERY):
            kill_fold(found)
        ask_figures(found, "while facts are written")
        if found.kills >= kills and written[_CHANGES] >= changes:
            break
    written[_STOP] = 1
    writer.join()
    found.seconds = time.monotonic() - began
    _stopped, found.events, found.changes = written
    judge(found)
    return found


def fork(work: Callable[[], None]) -> multiprocessing.Process:
    # Closed before: two processes would speak to the database on one line.
    connection.close()
    process = FORK.Process(target=work, daemon=True)
    process.start()
    return process


def kill_fold(found: FoldResult) -> None:
    """Let a fold begin, and kill it at any moment."""
    fold = fork(fold_on)
    time.sleep(Random().uniform(0.05, 1.5))  # noqa: S311
    if not fold.is_alive():
        found.wrong.append(f"a fold ended by itself with {fold.exitcode}")
    fold.kill()
    fold.join()
    found.kills += 1


def fold_on() -> None:
    while True:
        # The writer of SQLite may be another one for longer than one waits.
        with suppress(OperationalError):
            fold_some()
            refresh_tallies()


def write_facts(written) -> None:
    """Write facts of today, and between them many of the past at once, until told to stop."""
    people = list(Person.objects.filter(postings__isnull=False).values_list("pk", flat=True))
    skills = list(Skill.objects.offered().values_list("pk", flat=True))
    offices = list(Agency.objects.filter(kind="township").values_list("pk", flat=True))
    random = Random(5)  # noqa: S311
    while not written[_STOP]:
        for _ in range(AT_ONCE // TOGETHER):
            with suppress(OperationalError), transaction.atomic():
                write_events(random, random.sample(people, TOGETHER), skills, offices)
                written[_EVENTS] += TOGETHER
        with suppress(OperationalError):
            written[_CHANGES] += change_past(random, people)


def write_events(random: Random, people: list[int], skills: list[int], offices: list[int]) -> None:
    """Prove, revoke, restore or forget a skill, move people, close or open their accounts."""
    what, today = random.randrange(10), timezone.localdate()
    own = Evidence.objects.filter(person__in=people)
    if what < 5:
        Evidence.objects.bulk_create(
            build_proof(random, person, random.choice(skills), random.choice(offices))
            for person in people
        )
    elif what == 5:
        own.filter(skill=random.choice(skills), revoked_on=None).update(revoked_on=today)
    elif what == 6:
        own.update(revoked_on=None)
    elif what == 7:
        own.filter(skill=random.choice(skills)).delete()
    elif what == 8:
        Posting.objects.filter(person__in=people).update(agency=random.choice(offices))
    else:
        Person.objects.filter(pk__in=people).update(is_active=random.random() < 0.8)


def build_proof(random: Random, person: int, skill: int, office: int) -> Evidence:
    began = timezone.localdate() - dt.timedelta(random.randrange(900))
    return Evidence(
        person_id=person, skill_id=skill, level=random.randint(1, 4), kind="imported",
        acquired_on=began, source=str(random.random()), agency_id=office,
        expires_on=began + dt.timedelta(700),
    )  # fmt: skip


def change_past(random: Random, people: list[int]) -> int:
    some = Evidence.objects.filter(person__in=random.sample(people, AT_ONCE // 4))
    pks = list(some.values_list("pk", flat=True)[:AT_ONCE])
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
    fold_all(seconds=PATIENCE)
    refresh_tallies()
    ask_figures(found, "after the last fold")
    differing = recount_figures()
    if StalePerson.objects.exists() or not differing.is_right:
        found.wrong.append(f"{differing} differ from the facts")
