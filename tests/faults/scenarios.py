"""Runs learners against a stack while something breaks, and judges what is left of it."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from django.db import connection

from people.models import Person
from tests.faults import breaking
from tests.faults.journal import Journal
from tests.faults.learners import Learner
from tests.faults.material import make_learners, make_material
from tests.faults.oracle import (
    count_unsealed,
    find_doubled,
    find_foreign_addresses,
    find_missing,
    last_seal,
)
from tests.faults.results import RECOVERY, Result
from tests.faults.service.stack import Stack
from tests.flows.working import wait_for
from tests.threads import at_once

CROWD = "20 starts and 5 hand-ins at once"
ONE, MANY = "one-machine", "many-machines"
ACTS = 9  # of a learner: enrol, two lessons, and start, save and hand in of two papers
LONGEST_REQUEST = 4.0  # seconds while Redis hangs: two of its own, and two for a busy machine


@dataclass(frozen=True)
class Scenario:
    """A fault, the stacks that have the part which fails, and whether the short form has it."""

    name: str
    break_it: Callable[[Stack], None]
    forms: tuple[str, ...] = (ONE, MANY)
    is_short: bool = False
    longest: float = float("inf")

    def can_run(self, stack: Stack) -> bool:
        """Return whether the part which fails may fail here without harm to others."""
        return self.break_it is not breaking.fill_disk or stack.folder.is_mount()


SCENARIOS = (
    Scenario("a web worker is killed", breaking.kill_web_worker),
    Scenario("the web master is killed", breaking.kill_web_master, is_short=True),
    Scenario("a child of the worker is killed", breaking.kill_worker_child, (MANY,)),
    Scenario("the worker is killed with its tree", breaking.kill_worker_tree, is_short=True),
    Scenario("the worker hangs", breaking.hang_worker),
    Scenario("the scheduler hangs", breaking.hang_scheduler, (MANY,)),
    Scenario("Redis is killed while busy", breaking.kill_redis),
    Scenario("Redis goes and comes three times", breaking.flap_redis, (MANY,)),
    Scenario("Redis hangs", breaking.hang_redis, is_short=True, longest=LONGEST_REQUEST),
    Scenario("Redis is flushed", breaking.flush_redis, (MANY,)),
    Scenario("messages are cut off", breaking.cut_messages, (ONE,), is_short=True),
    Scenario("PostgreSQL is stopped at once", breaking.stop_database, (MANY,)),
    Scenario("the disk is full", breaking.fill_disk),
    Scenario("a second supervisor is started", breaking.start_second, is_short=True),
)


def run_scenario(scenario: Scenario, stack: Stack, number: int) -> Result:
    """Let so many learners take a course; when a third is done, break something.

    One more begins when it is over: from her it is known when everything works again.
    """
    material, people = make_material(), make_learners(number + 1)
    journal = make_journal(stack)
    *early, late = [Learner(person, stack.address, journal) for person in people]
    with ThreadPoolExecutor(6) as pool, ThreadPoolExecutor(1) as own:  # she waits for nobody
        taken = [pool.submit(learner.take, material) for learner in early]
        wait_for(lambda: len(journal.acknowledged) >= number * ACTS // 3, 120)
        scenario.break_it(stack)
        over_at = time.time()
        taken.append(own.submit(late.take, material))
    problems = [repr(error) for one in taken if (error := one.exception())]
    return judge(scenario, stack, journal, people, over_at, problems)


def run_crowd(stack: Stack) -> Result:
    """Start the same paper 20 times at once, then hand it in 5 times at once."""
    material, [person] = make_material(), make_learners(1)
    journal = make_journal(stack)
    devices = [Learner(person, stack.address, journal) for _ in range(20)]
    devices[0].enrol(material)
    for version in material.lessons:
        devices[0].read(material, version)
    for quiz in (material.quiz, material.final):
        papers = at_once(*(partial(device.start, material, quiz) for device in devices))
        at_once(*(partial(device.hand_in, quiz, papers[0]) for device in devices[:5]))
    return judge(Scenario(CROWD, lambda stack: None), stack, journal, [person], time.time(), [])


def make_journal(stack: Stack) -> Journal:
    # Not in the folder of the service, whose disk may be full.
    return Journal(stack.folder.with_name(f"journal-{time.time_ns()}"))


def judge(
    scenario: Scenario,
    stack: Stack,
    journal: Journal,
    people: list[Person],
    over_at: float,
    problems: list[str],
) -> Result:
    """Wait until everything works again, and compare the journal with the record."""
    connection.close()  # its server may have been another one meanwhile
    for words, is_so in (
        ("certificates were not sealed", lambda: not count_unsealed(people)),
        ("not everything works again", lambda: stack.is_healthy()),
    ):
        try:
            wait_for(is_so, 2 * RECOVERY)
        except TimeoutError:
            problems.append(words)
    return Result(
        name=scenario.name,
        acknowledged=journal.replies,
        missing=len(find_missing(journal.acknowledged)),
        doubled=len(find_doubled(people)),
        answered_after=max(journal.first_of(people[-1].pk) - over_at, 0),
        sealed_after=max(last_seal(people) - max(over_at, journal.last_at), 0),
        longest=journal.longest,
        seen=", ".join(f"{n} × {what}" for what, n in Counter(journal.trouble).items()),
        problems=problems + find_foreign_addresses(people, stack.address),
        limit=scenario.longest,
    )


def run_all(stack: Stack, number: int, only: str = "") -> Iterator[Result]:
    """Run the faults that this stack can have, one after the other, on the same processes."""
    for scenario in SCENARIOS:
        if only in scenario.name and stack.form in scenario.forms and scenario.can_run(stack):
            yield run_scenario(scenario, stack, number)
    if only in CROWD:
        yield run_crowd(stack)


def run_short(stack: Stack, number: int) -> Iterator[Result]:
    """Run the faults that fit into a minute."""
    for scenario in SCENARIOS:
        if scenario.is_short and stack.form in scenario.forms:
            yield run_scenario(scenario, stack, number)
    yield run_crowd(stack)
