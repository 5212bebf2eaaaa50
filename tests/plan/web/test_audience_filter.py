"""A list of people is narrowed to those whom a target is about."""

import pytest
from django.http import QueryDict

from people.directory import DirectoryFilter
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.plan.factories import TargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CLERK = {"my": "စာရေး", "en": "Clerk"}


def test_only_whom_the_target_is_about_are_left(tree):
    viewer = RoleFactory(agency=tree["MOHA"]).person
    for name, position, grade in (("One", CLERK, 3), ("Two", CLERK, 9), ("Three", {}, 3)):
        person = PersonFactory(name_en=name, name_my="")
        PostingFactory(person=person, agency=tree["GAD"], position=position, grade=grade)
    about = {"positions": [CLERK], "grade_to": 5}
    own, foreign = (TargetFactory(agency=tree[code], **about) for code in ("GAD", "MOE"))

    def ask(target):
        found = DirectoryFilter(QueryDict(f"target={target}"), viewer=viewer, unit=None)
        return sorted(person.name_en for person in found.qs)

    assert ask(own.pk) == ["One"]
    assert ask("") == ["One", "Three", "Two"]
    assert [ask(other) for other in (foreign.pk, 2**63, "clerk")] == [[], [], []]
