"""A level is shown as its number and its name."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tests.plan.factories import LevelFactory, SkillFactory

pytestmark = pytest.mark.django_db


def test_number_and_name_or_the_number_alone():
    skill = SkillFactory()
    LevelFactory(framework=skill.framework, number=3, names={"en": "Basic", "my": "အခြေခံ"})
    page = Template("{% load levels %}{{ 3|level_of:skill }}, {{ 4|level_of:skill }}")
    with override("en"):
        assert page.render(Context({"skill": skill})) == "3 · Basic, 4"
    with override("my"):
        assert page.render(Context({"skill": skill})) == "၃ · အခြေခံ, ၄"
