"""The demo's past of classroom training: the same in every demo, and some people move on."""

import pytest

from certification.models import Evidence
from cms.demo.history.training import (
    has_moved_people,
    has_training,
    move_people,
    record_training,
)
from people.models import Posting
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory
from tests.plan.factories import LevelFactory, SkillFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def officials():
    for code in ("DC3-4.2", "DC3-4.1", "DC3-1.2", "DC3-2.2", "DC3-5.1"):
        framework = SkillFactory(code=code).framework
    for number in range(1, 5):
        LevelFactory(framework=framework, number=number)
    root = AgencyFactory(code="GOV", kind="government")
    ministry = AgencyFactory(parent=root, code="MOTC", kind="ministry")
    offices = [AgencyFactory(parent=ministry, code=f"MOTC-{n}") for n in range(2)]
    return [
        PostingFactory(
            person=PersonFactory(staff_number=f"TRAINED-{n:04}"), agency=offices[n % 2]
        ).person
        for n in range(200)
    ]


def read_training():
    rows = Evidence.objects.order_by("person", "skill", "level")
    return list(rows.values_list("person", "skill", "level", "acquired_on", "expires_on"))


def test_people_are_trained_alike_in_every_demo(officials):
    assert not has_training()
    record_training()
    trained = read_training()
    assert has_training()
    assert {person for person, *_ in trained} < {person.pk for person in officials}
    Evidence.objects.all().delete()
    record_training()
    assert read_training() == trained


def test_sixty_of_them_have_moved_to_another_office_since(officials):
    record_training()
    assert not has_moved_people()
    move_people()
    assert has_moved_people()
    left = Posting.objects.exclude(valid_to=None).select_related("person")
    assert 50 <= left.count() <= 60
    for posting in left:
        assert posting.person.postings.get(valid_to=None).agency_id != posting.agency_id
