"""The demo's classroom session: people of one ministry, certified as a batch, once."""

import pytest

from certification.models import Batch, Certificate
from cms.demo.history.classroom import certify_session, has_certified_session
from cms.demo.history.timeline import first_day
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory
from tests.plan.factories import LevelFactory, SkillFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def ministry(machinery):
    root = AgencyFactory(code="GOV", kind="government")
    ministry = AgencyFactory(parent=root, code="MOE", kind="ministry")
    for n in range(3):
        person = PersonFactory(staff_number=f"TAUGHT-{n}")
        PostingFactory(person=person, agency=ministry, valid_from=first_day())
    RoleFactory(kind="registrar", agency=root, person=PersonFactory(username="registrar"))
    skill = SkillFactory(code="DC3-4.1")
    LevelFactory(framework=skill.framework, number=2)
    return ministry


def test_those_who_were_there_are_certified_once(ministry):
    assert not has_certified_session()
    certify_session()
    assert has_certified_session()
    certify_session()
    assert Batch.objects.get().lines.count() == 3
    assert Certificate.objects.sealed().count() == 3
