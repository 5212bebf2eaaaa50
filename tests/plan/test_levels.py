"""Levels of all frameworks are named together for screens that show many."""

import pytest
from django.utils.translation import override

from plan.levels import list_level_choices, load_level_names, name_level
from plan.models import Skill
from tests.plan.factories import FrameworkFactory, LevelFactory, SkillFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill():
    skill = SkillFactory()
    LevelFactory(framework=skill.framework, number=2)
    return skill


def test_a_level_is_its_number_and_its_name_in_its_framework(skill):
    names = load_level_names()
    with override("my"):
        assert name_level(names, skill, 2) == "၂ · အခြေခံ"
    with override("en"):
        assert name_level(names, skill, 2) == "2 · Basic"
        assert name_level(names, skill, 3) == "3"
        assert name_level(names, Skill(framework=FrameworkFactory(code="X")), 2) == "2"


def test_choices_join_the_names_of_the_frameworks_and_name_equal_ones_once(skill):
    other = FrameworkFactory(code="X")
    LevelFactory(framework=other, number=2)
    LevelFactory(framework=FrameworkFactory(code="Y"), number=2, names={"en": "Starter"})
    LevelFactory(framework=other, number=9, names={"en": "Beyond"})
    with override("en"):
        choices = dict(list_level_choices())
    assert (choices[1], choices[2], choices[9]) == ("1", "2 · Basic / Starter", "9 · Beyond")
    assert set(choices) == set(range(1, 10))


def test_numbers_of_choices_are_in_the_digits_of_the_reader(skill):
    with override("my"):
        assert dict(list_level_choices())[2] == "၂ · အခြေခံ"
