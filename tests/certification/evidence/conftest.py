"""A skill of three levels."""

import pytest

from tests.certification.factories import make_skill
from tests.plan.factories import LevelFactory


@pytest.fixture
def skill(db):
    skill = make_skill()
    for number in (1, 3):
        LevelFactory(framework=skill.framework, number=number)
    return skill
