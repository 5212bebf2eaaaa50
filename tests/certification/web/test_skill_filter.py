"""An office finds who holds a skill at a level today, and who lacks it."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone

from people.directory import DirectoryFilter
from people.models import Posting
from tests.certification.factories import import_evidence, make_office, make_skill
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.plan.factories import LevelFactory, RoleProfileFactory

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


def test_the_skills_offered_are_read_once(office, django_assert_max_num_queries):
    hr = RoleFactory(agency=office, kind="hr").person
    found = DirectoryFilter(QueryDict("skill=DC3-4.2&skill_level=3"), viewer=hr, unit=None)
    # Skills, levels, roles, audiences, how many are posted, and who is found.
    with django_assert_max_num_queries(6):
        assert len(found.qs) == 1
        assert "DC3-4.2" in str(found.form["skill"])
        assert str(found.form["skill_level"])


def test_who_loses_it_soon_is_found_unless_something_lasts_longer(office):
    skill, today = make_skill("DC3-4.2"), timezone.localdate()
    for name, days in {"Soon": [40], "Renewed": [40, 400], "Late": [100]}.items():
        person = PersonFactory(name_en=name, name_my="")
        PostingFactory(person=person, agency=office)
        for number in days:
            ends = today + dt.timedelta(number)
            import_evidence(person, skill, 3, ends=ends, source=str(number))
    hr = RoleFactory(agency=office, kind="hr").person
    for days, names in {30: [], 90: ["Soon"], 180: ["Late", "Soon"]}.items():
        asked = QueryDict(f"skill=DC3-4.2&skill_proof=lost-{days}")
        found = DirectoryFilter(asked, viewer=hr, unit=None)
        assert sorted(person.name_en for person in found.qs) == names


@pytest.mark.any_database  # of the planner of SQLite: PostgreSQL keeps statistics
def test_who_lacks_a_skill_is_asked_from_the_index_of_people(office):
    hr = RoleFactory(agency=office, kind="hr").person
    asked = QueryDict("skill=DC3-4.2&skill_level=2&skill_proof=lacking")
    plan = DirectoryFilter(asked, viewer=hr, unit=None).qs.explain()
    # By the skill, all who hold it would be read for each person.
    reads = [
        line for line in plan.splitlines() if "certification" in line or "certificati_" in line
    ]
    assert reads
    assert all("person_id=?" in read for read in reads)


def test_who_lacks_what_a_profile_asks_is_listed_within_the_budget(
    client, office, django_assert_max_num_queries
):
    client.force_login(RoleFactory(agency=office, kind="hr").person)
    position = {"en": "Staff Officer"}
    profile = RoleProfileFactory(agency=office, position=position)
    Posting.objects.update(position=position)
    asked = {"post": profile.pk, "skill": "DC3-4.2", "skill_proof": "lacking"}
    client.get("/en/office/people/", asked)
    with django_assert_max_num_queries(12):
        page = client.get("/en/office/people/", asked).context["page"]
    assert sorted(person.name_en for person in page) == ["Expired", "Lacking"]
    assert page.paginator.count == 2
