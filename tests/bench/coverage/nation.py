"""How far a plan is met, counted from spells and sums, beside the same counted from the facts.

With 10,000 people and with 100,000; ``SCALE=1000000`` measures that many instead.
"""

import datetime as dt
import os
import time
from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone

from certification.models import Evidence
from people.models import Agency, Person, Role
from plan.models import Measure, Skill
from reporting.figures.counting import count_by_unit
from reporting.figures.facts import count_facts
from reporting.figures.headcount import count_posted
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree
from reporting.models import StalePerson
from reporting.scale import fill_nation
from reporting.spells import fold_all, recount_figures, refresh_tallies
from tests.bench.coverage.serving import Server, serving_bench
from tests.bench.desk import spend
from tests.bench.material import browser
from tests.bench.measuring import Aim, Row, compare, print_aims, print_table
from tests.bench.urls import BARE
from tests.database import copied_database
from tests.people.factories import RoleFactory

SIZES = [int(os.environ["SCALE"])] if os.environ.get("SCALE") else [10_000, 100_000]
PLACES = {1: "the nation", 2: "a ministry", 3: "a department", 4: "an office"}
CHANGES = 50_000
WRITES = 200
REQUESTS = 20


def list_units() -> Iterator[tuple[str, Agency]]:
    for depth, name in PLACES.items():
        yield name, Agency.objects.filter(depth=depth).first()


def ask(unit: Agency, *, days: int = 1) -> tuple[Subtree, Question]:
    """All skills of a unit and of those right under it today, or one skill on many days."""
    today = timezone.localdate()
    when = [today - dt.timedelta(days=30 * n) for n in range(days)]
    skills = Skill.objects.offered() if days == 1 else Skill.objects.offered()[:1]
    pks = frozenset(skill.pk for skill in skills)
    question = Question(Measure.HELD, pks, tuple((2, day) for day in when))
    return Subtree.of([unit, *unit.get_children()], since=when[-1]), question


def count_live(subtree: Subtree, question: Question) -> dict[tuple[int, int, int], int]:
    """The same from the facts of everybody, as it was before there were spells."""
    rows = count_facts(question, subtree.agencies_on(*question.days))
    found: dict[tuple[int, int, int], int] = {}
    for key, skill, *numbers in rows.values_list("key", "skill_key", *question.name_columns()):
        for index, number in enumerate(numbers):
            for unit in subtree.units_containing(key, question.columns[index][1]):
                found[unit, skill, index] = found.get((unit, skill, index), 0) + number
    return {key: number for key, number in found.items() if number}


def clocked(work) -> float:
    """Milliseconds by the clock: the database's time counts, too."""
    times = []
    for _ in range(5):
        before = time.perf_counter()
        work()
        times.append((time.perf_counter() - before) * 1000)
    return sorted(times)[2]


def figures(size: int) -> Iterator[Aim]:
    for name, unit in list_units():
        for days, about in ((1, "all skills"), (19, "a skill on 19 days")):
            subtree, question = ask(unit, days=days)
            counts = count_by_unit(subtree, question)
            found = {(*k, i): n for k, all_ in counts.items() for i, n in enumerate(all_) if n}
            assert found == count_live(subtree, question)
            ours = clocked(lambda s=subtree, q=question: count_by_unit(s, q))
            live = clocked(lambda s=subtree, q=question: count_live(s, q))
            limit = 100 if unit.depth == 1 else 50
            told = f"from facts {live:.0f} ms, {live / ours:.1f} times"
            yield Aim(f"{about} of {name}, {size:,} people", ours, limit, "ms", told)


def pages() -> Iterator[Row]:
    for name, unit in list_units():
        office = browser(RoleFactory(agency=unit, kind=Role.Kind.HR).person)
        address = f"/my/insights/?unit={unit.code}"

        def show(office=office, address=address) -> None:
            assert office.get(address).status_code == 200

        yield compare(
            f"insights page of {name}",
            show,
            lambda office=office: office.get(BARE),
            against="bare view, same middleware",
            runs=15,  # of five the middle one differs by a tenth from one time to the next
        )


def answers(size: int, server: Server, measured: dict[str, list[float]]) -> Iterator[Aim]:
    """Coverage of a unit × all skills over HTTP, and how much slower it is for more people."""
    for name, unit in list_units():
        person = RoleFactory(agency=unit, kind=Role.Kind.HR).person
        address = f"/api/v1/coverage/?unit={unit.code}&level=2"
        middle, slow = server.time_answers(person, address, REQUESTS)
        limit = 100 if unit.depth == 1 else 50
        told = f"p50 {middle:.0f} ms"
        yield Aim(f"coverage of {name}, {size:,} people, p95", slow, limit, "ms", told)
        times = measured.setdefault(name, [])
        times.append(slow)
        if len(times) > 1:
            yield Aim(f"p95 of {name}, by that of the fewest", times[-1] / times[0], 3, "times")


def files(size: int, server: Server) -> Iterator[Aim]:
    """The file of everybody: at once, quickly, and in little memory."""
    nation, before = Agency.objects.get(depth=1), server.measure_peak()
    person = RoleFactory(agency=nation, kind=Role.Kind.HR).person
    listed = f"?unit={nation.code}&who=posted&skill={Skill.objects.offered()[0].code}"
    page = f"/my/insights/people/{listed}"
    yield Aim(
        "people of the nation, first page", server.time_answers(person, page, 5)[1], 150, "ms"
    )
    for suffix in ("csv", "xlsx"):
        answer = server.ask(person, f"/my/insights/people.{suffix}{listed}")
        # A workbook is packed: its lines cannot be counted as it comes.
        lines = answer.lines if suffix == "csv" else serving_in(nation)
        yield Aim(f"{suffix} of {lines:,} people, first byte", answer.first, 1, "s")
        told = f"{lines / answer.last:,.0f} rows a second"
        yield Aim(f"{suffix}, a row", answer.last / lines * 1e6, 33, "µs", told)
    peak = server.measure_peak()
    yield Aim("memory that the files took", peak - before, 200, "MB", f"{peak:.0f} MB in all")


def serving_in(nation: Agency) -> int:
    today = timezone.localdate()
    return count_posted(Subtree.of([nation], since=today), today)[nation.pk]


def writes() -> Iterator[Aim]:
    """A row of evidence with its note beside one without, and a change of very many."""
    person, skill = Person.objects.first(), Skill.objects.first()

    def insert() -> None:
        with transaction.atomic():
            for n in range(WRITES):
                Evidence.objects.create(
                    person=person, skill=skill, level=1, kind="imported",
                    source=f"bench {n}", acquired_on=timezone.localdate(),
                )  # fmt: skip
            transaction.set_rollback(True)

    noted = clocked(insert) / WRITES
    with transaction.atomic():
        connection.cursor().execute(_WITHOUT_NOTES[connection.vendor])
        bare = clocked(insert) / WRITES
        transaction.set_rollback(True)
    yield Aim("a row of evidence, by one not noted", noted / bare, 3, "times", f"{bare:.2f} ms")
    people = Evidence.objects.order_by("pk").values("pk")[:CHANGES]
    Evidence.objects.filter(pk__in=people).update(acquired_on=dt.date(2023, 1, 1))
    waiting = StalePerson.objects.values("person").distinct().count()
    stale = clocked(lambda: count_by_unit(*ask(Agency.objects.get(depth=1))))
    yield Aim(f"all skills of the nation, {waiting:,} stale", stale, None, "ms")
    yield spend(f"{CHANGES:,} changes of the past folded", fold_all_until_done, 60)


_WITHOUT_NOTES = {
    "postgresql": "ALTER TABLE certification_evidence DISABLE TRIGGER USER",
    "sqlite": "DROP TRIGGER certification_evidence_notes_insert",
}


def fold_all_until_done() -> None:
    fold_all(seconds=3600)
    assert not StalePerson.objects.exists()


def fill(size: int) -> Iterator[Aim]:
    yield spend(f"{size:,} people written", lambda: fill_nation(size, lambda line: None))
    yield spend(f"{size:,} people folded", fold_all_until_done)
    yield spend("large units added up", refresh_tallies)
    if connection.vendor == "postgresql":
        connection.cursor().execute("VACUUM ANALYZE")


def measure() -> None:
    """A nation of each size, in a database of its own."""
    measured: dict[str, list[float]] = {}
    for size in SIZES:
        with copied_database(f"bench_{size}"):
            measure_size(size, measured)


def measure_size(size: int, measured: dict[str, list[float]]) -> None:
    print_aims("coverage", fill(size))
    print_aims("coverage", figures(size))
    print_table(list(pages()))
    with serving_bench() as server:
        print_aims("over HTTP", answers(size, server, measured))
        print_aims("over HTTP", files(size, server))
    print_aims("coverage", writes())
    print_aims("coverage", [spend("recount", recount_right)])


def recount_right() -> None:
    assert recount_figures().is_right
