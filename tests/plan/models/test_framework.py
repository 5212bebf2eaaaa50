"""Frameworks have areas, and the competences in them are what people hold."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from plan.models import Skill
from tests.plan.factories import LevelFactory, SkillFactory

pytestmark = pytest.mark.django_db


def test_competences_are_the_skills_with_an_area(django_assert_num_queries):
    skills = [SkillFactory(), SkillFactory()]
    assert Skill.objects.filter(area=None).count() == 1
    with django_assert_num_queries(1):
        found = {(skill, skill.framework.code) for skill in Skill.objects.competences()}
    assert found == {(skill, "DC3") for skill in skills}


def test_a_row_is_named_in_the_language_of_the_reader():
    skill = Skill(names={"my": "က", "en": "Data"})
    with override("en"):
        assert str(skill) == "Data"
    with override("shn"):
        assert str(skill) == "က"


def test_a_level_is_numbered_once_in_its_framework():
    level = LevelFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(level).objects.create(framework=level.framework, number=level.number)
