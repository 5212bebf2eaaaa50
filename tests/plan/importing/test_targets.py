"""A file of targets is imported whole or not at all."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.imports.report import UnreadableFile
from plan.importing import (
    import_targets,
)
from plan.models import Target
from tests.people.factories import AgencyFactory, PostingFactory
from tests.plan.factories import ClauseFactory, LevelFactory, PhaseFactory, SkillFactory
from tests.plan.tables import GOOD, TARGETS


def csv_file(text):
    return io.BytesIO(text.encode())


@pytest.fixture
def ground(db):
    skill = SkillFactory(code="DC3-4.2")
    LevelFactory(framework=skill.framework, number=2)
    PhaseFactory(number=1)
    ClauseFactory(code="2.1")
    return AgencyFactory(code="GAD")


def test_a_good_target_is_imported_and_found_again(ground):
    assert import_targets(csv_file(TARGETS + GOOD)).created == 1
    changed = import_targets(csv_file(TARGETS + GOOD.replace("740", "800")))
    assert (changed.created, changed.updated) == (0, 1)
    target = Target.objects.get()
    assert (target.headcount, target.baseline, target.is_sample) == (800, 40, True)


def test_what_a_file_changes_counts_from_the_day_of_its_import(ground):
    today = timezone.localdate()
    for headcount in ("740", "800", "900"):
        import_targets(csv_file(TARGETS + GOOD.replace("740", headcount)))
    target = Target.objects.get()
    days = (today, today - dt.timedelta(1))
    assert [target.as_of(day).headcount for day in days] == [900, 740]


def test_a_file_may_say_what_its_targets_count(ground):
    heading = TARGETS.rstrip() + ",measure,with_below\n"
    lines = [
        GOOD.rstrip() + end for end in (",,\n", ",trained,no\n", ",held,yes\n", ",both,perhaps\n")
    ]
    report = import_targets(csv_file(heading + "".join(lines[:2])))
    assert report.created == 2
    assert set(Target.objects.values_list("measure", "with_below")) == {
        ("held", True),
        ("trained", False),
    }
    report = import_targets(csv_file(heading + lines[2] + lines[3]))
    assert [(p.line, p.field) for p in report.problems] == [(3, "measure"), (3, "with_below")]


MORE = TARGETS.rstrip() + ",percent,positions,grade_from,grade_to,milestones\n"
SHARE = GOOD.rstrip().replace("740", "")


def test_a_file_may_ask_percent_of_an_audience_by_milestones(ground):
    PostingFactory(position={"my": "စာရေး", "en": "Clerk"})
    lines = [
        SHARE + ",၈၀%,clerk,၃,,2025-06-30: 20; 2026-06-30: 50\n",
        SHARE + ",80,,,,\n",
        GOOD.rstrip() + ",,,4,5,2026-06-30: 200\n",
    ]
    assert import_targets(csv_file(MORE + "".join(lines))).created == 3
    clerks, all_of_them, graded = Target.objects.order_by("pk")
    assert (clerks.headcount, clerks.percent, clerks.grade_from) == (None, 80, 3)
    assert clerks.positions == [{"my": "စာရေး", "en": "Clerk"}]
    assert clerks.milestones == [["2025-06-30", 20], ["2026-06-30", 50]]
    assert (all_of_them.percent, all_of_them.audience.is_everybody) == (80, True)
    assert (graded.headcount, graded.milestones) == (740, [["2026-06-30", 200]])
    assert import_targets(csv_file(MORE + "".join(lines))).unchanged == 3


def test_a_file_without_milestones_takes_none_away(ground):
    import_targets(csv_file(MORE + GOOD.rstrip() + ",,,,,2026-06-30: 200\n"))
    assert import_targets(csv_file(TARGETS + GOOD.replace("740", "800"))).updated == 1
    assert Target.objects.get().milestones == [["2026-06-30", 200]]


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("end", "field"),
    [
        (",,,,,", "headcount"),
        (",101,,,,", "percent"),
        (",80,Nobody,,,", "positions"),
        (",80,,5,3,", "grade_to"),
        (",80,,,,2027-06-30: 50", "milestones"),
        (",80,,,,2026-06-30: 90", "milestones"),
    ],
)
def test_a_wrong_share_audience_or_milestone_is_told_once(ground, end, field):
    report = import_targets(csv_file(MORE + SHARE + end + "\n"))
    assert [(p.line, p.field) for p in report.problems] == [(2, field)]


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("good", "bad", "field"),
    [
        ("GAD", "NOWHERE", "agency"),
        ("DC3-4.2", "DC3-9.9", "skill"),
        (",2,740", ",9,740", "level"),
        ("740", "many", "headcount"),
        ("740", "-3", "headcount"),
        ("740", "0", "headcount"),
        ("740", "10000001", "headcount"),
        ("740", "5", "baseline"),
        ("2026-12-31", "2027-01-01", "due_on"),
        ("DC3-4.2", "DC3-9", "skill"),
        ("2026-12-31", "31.31.2026", "due_on"),
        ("2026-12-31", "2024-12-31", "due_on"),
        ("MEGP2030,1", "MEGP2030,7", "phase"),
        (",2.1,", ",8.8,", "clause"),
        ("MEGP2030", "OTHER", "plan"),
        ("sample,yes", "sample,perhaps", "is_sample"),
        ("sample,yes", ",yes", "source"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(ground, good, bad, field):
    report = import_targets(csv_file(TARGETS + GOOD + GOOD.replace(good, bad)))
    assert (3, field) in [(p.line, p.field) for p in report.problems]
    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("good", "bad"),
    [("MEGP2030,1", "MEGP2030,first"), ("MEGP2030,1", "MEGP2030,7"), (",2,", ",x,")],
)
def test_a_wrong_cell_is_told_once(ground, good, bad):
    report = import_targets(csv_file(TARGETS + GOOD.replace(good, bad)))
    assert len(report.problems) == 1


def test_a_target_that_stands_twice_in_the_file_is_refused(ground):
    report = import_targets(csv_file(TARGETS + GOOD + GOOD))
    assert [p.line for p in report.problems] == [3]


def test_a_file_from_a_spreadsheet_with_a_mark_and_burmese_digits_is_read(ground):
    text = "\ufeff" + TARGETS + GOOD.replace("740", "၇၄၀").replace("2026-12-31", "၂၀၂၆-၁၂-၃၁")
    assert import_targets(csv_file(text)).problems == []
    assert Target.objects.get().headcount == 740


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [b"", b"a,b\n1,2\n", b"\xff\xfe\x00plan", (TARGETS + "a" + ",b" * 20).encode()],
)
def test_a_file_that_is_no_such_table_is_refused(content):
    with pytest.raises(UnreadableFile):
        import_targets(io.BytesIO(content))


def test_queries_do_not_grow_with_the_file(ground):
    agencies = [AgencyFactory(code=f"U{number}").code for number in range(200)]

    def file_of(count, headcount):
        lines = [GOOD.replace("GAD", code).replace("740", headcount) for code in agencies[:count]]
        return csv_file(TARGETS + "".join(lines))

    def count_queries(count, headcount):
        with CaptureQueriesContext(connection) as queries:
            import_targets(file_of(count, headcount))
        return len(queries)

    assert count_queries(20, "740") == count_queries(200, "740")
    # What they asked before is kept in as many statements.
    assert count_queries(20, "800") == count_queries(200, "900")
    assert set(Target.objects.values_list("headcount", flat=True)) == {900}
