"""A plan with an agency and a skill, and two of the secretariat of the country."""

import pytest

from tests.people.factories import AgencyFactory, RoleFactory
from tests.plan.factories import ClauseFactory, LevelFactory, PhaseFactory, SkillFactory


@pytest.fixture
def ground(db):
    skill = SkillFactory(code="DC3-4.2")
    LevelFactory(framework=skill.framework, number=2)
    PhaseFactory(number=1)
    ClauseFactory(code="2.1")
    return AgencyFactory(code="GAD")


@pytest.fixture
def root(db):
    return AgencyFactory(code="MM")


@pytest.fixture
def clerk(root):
    return RoleFactory(agency=root, kind="secretariat").person


@pytest.fixture
def head(root):
    return RoleFactory(agency=root, kind="secretariat").person
