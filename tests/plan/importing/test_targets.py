"""Files of frameworks, plans and targets are imported whole or not at all."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from people.imports.report import UnreadableFile
from plan.importing import (
    import_digcomp,
    import_framework,
    import_levels,
    import_plan,
    import_targets,
)
from plan.models import Clause, Level, Phase, Plan, Skill, Target
from tests.people.factories import AgencyFactory
from tests.plan.factories import ClauseFactory, LevelFactory, PhaseFactory, SkillFactory

REFERENCE = Path(settings.BASE_DIR) / "data" / "reference"
DEMO = Path(settings.BASE_DIR) / "data" / "demo"
TARGETS = (
    "plan,phase,clause,agency,skill,level,headcount,due_on,baseline,baseline_on,source,is_sample\n"
)
GOOD = "MEGP2030,1,2.1,GAD,DC3-4.2,2,740,2026-12-31,40,2025-01-01,sample,yes\n"


def csv_file(text):
    return io.BytesIO(text.encode())


@pytest.fixture
def ground(db):
    skill = SkillFactory(code="DC3-4.2")
    LevelFactory(framework=skill.framework, number=2)
    PhaseFactory(number=1)
    ClauseFactory(code="2.1")
    return AgencyFactory(code="GAD")


@pytest.mark.django_db
def test_the_reference_frameworks_come_with_areas_levels_and_burmese_names():
    report = import_digcomp(REFERENCE)
    assert report.problems == []
    skill = Skill.objects.get(code="DC3-4.2")
    assert skill.area.code == "DC3-4"
    assert skill.names["en"] == "Protecting personal data and privacy"
    assert Level.objects.get(framework__code="DC3", number=2).names["en"] == "Basic"
    named = [*Skill.objects.all(), *Level.objects.all()]
    assert len(named) == 26 + 26 + 16
    assert all(row.names["my"] for row in named)


@pytest.mark.django_db
def test_importing_the_reference_again_changes_nothing():
    first = import_digcomp(REFERENCE)
    again = import_digcomp(REFERENCE)
    assert (again.created, again.updated, again.unchanged) == (0, 0, first.created)


@pytest.mark.django_db
def test_a_competence_without_its_area_is_named_with_its_line():
    report = import_framework(csv_file("code,title_en\n7.1,Flying\n"), code="X", names={"en": "X"})
    assert [(p.line, p.field) for p in report.problems] == [(2, "code")]
    assert not Skill.objects.exists()


@pytest.mark.django_db
def test_levels_of_an_unknown_framework_are_refused():
    report = import_levels(csv_file("level,name_en\n1,Basic\n"), framework="NONE")
    assert report.problems[0].field == "framework"


@pytest.mark.django_db
def test_the_demo_plan_has_three_phases_in_both_languages():
    assert import_plan(DEMO / "plan.csv").problems == []
    plan = Plan.objects.get()
    assert [phase.starts_on.year for phase in plan.phases.all()] == [2024, 2027, 2030]
    assert Clause.objects.get(code="2").names["my"]
    assert import_plan(DEMO / "plan.csv").created == 0


@pytest.mark.django_db
def test_a_phase_that_ends_before_it_starts_stops_the_whole_plan():
    report = import_plan(
        csv_file(
            "kind,code,name_en,starts_on,ends_on,source\nplan,P,Plan,,,\n"
            "phase,1,First,2026-01-01,2025-01-01,\n"
        )
    )
    assert [(p.line, p.field) for p in report.problems] == [(3, "ends_on")]
    assert not Plan.objects.exists()
    assert not Phase.objects.exists()


def test_a_good_target_is_imported_and_found_again(ground):
    assert import_targets(csv_file(TARGETS + GOOD)).created == 1
    changed = import_targets(csv_file(TARGETS + GOOD.replace("740", "800")))
    assert (changed.created, changed.updated) == (0, 1)
    target = Target.objects.get()
    assert (target.headcount, target.baseline, target.is_sample) == (800, 40, True)


@pytest.mark.parametrize(
    ("good", "bad", "field"),
    [
        ("GAD", "NOWHERE", "agency"),
        ("DC3-4.2", "DC3-9.9", "skill"),
        (",2,740", ",9,740", "level"),
        ("740", "many", "headcount"),
        ("740", "-3", "headcount"),
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


@pytest.mark.django_db
def test_the_command_says_what_is_wrong_and_fails(tmp_path, capsys):
    path = tmp_path / "targets.csv"
    path.write_text(TARGETS + GOOD)
    with pytest.raises(CommandError, match="nothing was imported"):
        call_command("import_targets", path)
    assert "Line 2, agency" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_framework_command_imports_skills_and_levels():
    stem = REFERENCE / "digcomp_3_0"
    levels, burmese = f"{stem}_levels.csv", REFERENCE / "skills_my.csv"
    options = {"code": "DC3", "name": "DigComp 3.0", "levels": Path(levels), "burmese": burmese}
    call_command("import_framework", f"{stem}.csv", **options)
    assert Level.objects.count() == 8
