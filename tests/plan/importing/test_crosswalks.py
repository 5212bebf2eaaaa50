"""A crosswalk relates the skills of two frameworks, all its lines or none."""

import io

import pytest

from plan.importing import import_crosswalk
from plan.models import SkillRelation
from tests.plan.factories import SkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def csv_file(text):
    return io.BytesIO(text.encode())


def test_a_crosswalk_relates_skills_of_two_frameworks_and_refuses_others():
    for code in ("DC22-4.2", "DC3-4.2"):
        SkillFactory(code=code)
    lines = "source,target,kind\nDC22-4.2,DC3-4.2,equivalent\n"
    assert import_crosswalk(csv_file(lines)).created == 1
    assert import_crosswalk(csv_file(lines.replace("equivalent", "partly"))).updated == 1
    refused = import_crosswalk(csv_file(lines + "DC22-9.9,DC3-4.2,alike\n"))
    assert {problem.field for problem in refused.problems} == {"source", "kind"}
    assert SkillRelation.objects.get().kind == SkillRelation.Kind.PARTLY


def test_a_skill_is_not_related_to_itself():
    code = SkillFactory().code
    refused = import_crosswalk(csv_file(f"source,target,kind\n{code},{code},equivalent\n"))
    assert [(problem.line, problem.field) for problem in refused.problems] == [(2, "target")]


def test_an_area_groups_skills_and_is_related_to_none():
    skill = SkillFactory()
    lines = f"source,target,kind\n{skill.area.code},{skill.code},equivalent\n"
    refused = import_crosswalk(csv_file(lines))
    assert [(problem.line, problem.field) for problem in refused.problems] == [(2, "source")]
    assert not SkillRelation.objects.exists()
