"""An office finds who holds a skill at a level today, and who lacks it."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone

from people.directory import DirectoryFilter
from tests.certification.factories import import_evidence, make_office, make_skill
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.plan.factories import LevelFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def office():
    """Somebody who holds the skill at the third level, whose evidence has ended, without any."""
    office, skill = make_office(), make_skill("DC3-4.2")
    LevelFactory(framework=skill.framework, number=3)
    names = {"Holder": None, "Expired": timezone.localdate() - dt.timedelta(days=1), "Lacking": 0}
    for name, ends in names.items():
        person = PersonFactory(name_en=name, name_my="")
        PostingFactory(person=person, agency=office)
        if ends != 0:
            import_evidence(person, skill, 3, ends=ends)
    return office


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("skill=DC3-4.2", ["Holder"]),
        ("skill=DC3-4.2&skill_level=3", ["Holder"]),
        ("skill=DC3-4.2&skill_level=4", []),
        ("skill=DC3-4.2&skill_proof=lacking", ["Expired", "Lacking"]),
        ("skill_proof=lacking", ["Expired", "Holder", "Lacking"]),
        ("skill=DC3-9.9", []),
    ],
)
def test_holders_and_those_who_lack_it(office, asked, names):
    hr = RoleFactory(agency=office, kind="hr").person
    found = DirectoryFilter(QueryDict(asked), viewer=hr, unit=None)
    assert sorted(person.name_en for person in found.qs) == names
    assert found.count() == len(names)
