"""Targets are seen where their agency is, and are due after their baseline."""

import pytest
from django.db import IntegrityError, transaction

from people.models import Role
from plan.models import Target
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory
from tests.plan.factories import TargetFactory

pytestmark = pytest.mark.django_db


def test_targets_are_seen_in_and_under_the_agency_of_a_role():
    ministry = AgencyFactory()
    below = TargetFactory(agency=AgencyFactory(parent=ministry))
    TargetFactory(agency=AgencyFactory())
    assert Target.objects.visible_to(RoleFactory(agency=ministry).person).get() == below
    assert Target.objects.visible_to(PersonFactory(admin=True)).count() == 2


@pytest.mark.parametrize("role", [{"kind": Role.Kind.TRAINER}, {"expired": True}])
def test_roles_that_read_no_figures_see_no_targets(role):
    target = TargetFactory()
    viewer = RoleFactory(agency=target.agency, **role).person
    assert not Target.objects.visible_to(viewer).exists()


def test_a_target_is_due_after_its_baseline():
    target = TargetFactory.build()
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetFactory(due_on=target.baseline_on)


def test_a_target_is_set_once_for_a_skill_and_level():
    target = TargetFactory()
    same = {name: getattr(target, name) for name in ("phase", "clause", "agency", "skill")}
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetFactory(**same)
    for other in ({"level": 4}, {"measure": "trained"}, {"with_below": False}):
        TargetFactory(**same, **other)
