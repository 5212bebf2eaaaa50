"""A skill is chosen by framework, area and code; a level by its name."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from cms.models import CoursePageSkill
from cms.models.skills import LevelSelect, SkillSelect
from plan.models import Level
from tests.plan.factories import SkillFactory, TargetFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_skills_of_current_targets_stand_first_and_areas_cannot_be_chosen():
    area = SkillFactory(code="A", names={"en": "Safety"}, area=None)
    free = SkillFactory(code="A.1", names={"en": "Passwords"}, area=area, framework=area.framework)
    asked = SkillFactory(code="A.2", names={"en": "Data"}, area=area, framework=area.framework)
    TargetFactory(skill=asked, due_on=timezone.localdate() + dt.timedelta(days=9))
    drawn = SkillSelect().render("skill", None)
    assert drawn.index("A.2 Data") < drawn.index("A.1 Passwords")
    assert f"{area.framework} · Safety" in drawn
    assert f'value="{area.pk}"' not in drawn
    CoursePageSkill(skill=free, level=1).clean()
    with pytest.raises(ValidationError):
        CoursePageSkill(skill=area, level=1).clean()


def test_a_level_is_named():
    framework = SkillFactory().framework
    Level.objects.create(framework=framework, number=3, names={"en": "Intermediate"})
    drawn = LevelSelect().render("level", 3)
    assert "3 · Intermediate" in drawn
    assert '<option value="3" selected>' in drawn
    assert '<option value="" selected>' in LevelSelect().render("level", None)
