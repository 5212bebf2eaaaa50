"""A list of people is narrowed to those who have the position of a role profile today."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from people.directory import DirectoryFilter
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.plan.factories import RoleProfileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CLERK = {"my": "စာရေး", "en": "Clerk"}


@pytest.fixture
def names(tree):
    """Those whom the directory shows to the HR manager of the ministry."""
    viewer = RoleFactory(agency=tree["MOHA"]).person

    def ask(post):
        found = DirectoryFilter(QueryDict(f"post={post}"), viewer=viewer, unit=None)
        assert found.count() == len(found.qs)
        return sorted(person.name_en for person in found.qs)

    return ask


@pytest.fixture
def profile(tree):
    return RoleProfileFactory(agency=tree["MM"], position=CLERK)


@pytest.fixture
def people(tree):
    """Two clerks, a deputy clerk and an officer who was a clerk until today."""

    def post(name, position, **fields):
        person = PersonFactory(name_en=name, name_my="")
        return PostingFactory(person=person, agency=tree["GAD"], position=position, **fields)

    post("One", CLERK)
    post("Two", {"en": "clerk"})
    post("Deputy", {"my": "ဒုတိယစာရေး", "en": "Deputy Clerk"})
    today = timezone.localdate()
    former = post("Risen", CLERK, valid_to=today).person
    officer = {"en": "Staff Officer"}
    PostingFactory(person=former, agency=tree["GAD"], position=officer, valid_from=today)
    return ["Deputy", "One", "Risen", "Two"]


def test_whoever_has_the_position_by_a_name_in_one_language_is_shown(names, people, profile):
    assert names(profile.pk) == ["One", "Two"]
    assert names("") == people


@pytest.mark.parametrize("post", ["unknown", "0", str(2**63), "clerk"])
def test_what_names_no_profile_shows_nobody(names, people, profile, post):
    assert names(profile.pk + 1 if post == "unknown" else post) == []


def test_a_profile_of_other_offices_names_no_position_to_the_asker(names, people, tree):
    elsewhere = RoleProfileFactory(agency=tree["MOE"], position=CLERK)
    assert names(elsewhere.pk) == []
