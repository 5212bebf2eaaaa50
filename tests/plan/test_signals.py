"""What hears of an act stands within it: what cannot be kept is not done."""

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from plan.capacity import start_capacity
from plan.models import CapacityPlan, RoleProfile
from plan.profiles import ProfilePlace, Requirement, make_profile
from plan.signals import plan_acted
from tests.people.factories import RoleFactory
from tests.plan.factories import SkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


class HistoryIsFull(Exception):
    pass


@pytest.fixture
def heard():
    """All that was sent."""
    found = []

    def hear(sender, signal, **told):
        found.append((sender, told))

    plan_acted.connect(hear)
    yield found
    plan_acted.disconnect(hear)


@pytest.fixture
def full_history():
    def fail(**told):
        raise HistoryIsFull

    plan_acted.connect(fail)
    yield
    plan_acted.disconnect(fail)


def make_one(role):
    asked = [Requirement(SkillFactory(), 2)]
    place = ProfilePlace({"en": "Clerk"}, role.agency)
    return make_profile(place, asked, first=timezone.localdate(), by=role.person)


def start_one(role):
    return start_capacity(role.agency, 2026, by=role.person)


ACTS = [(make_one, RoleProfile, "profile.make"), (start_one, CapacityPlan, "capacity.start")]


@pytest.mark.parametrize(("act", "model", "action"), ACTS)
def test_whoever_listens_hears_what_was_done_to_which_row_by_whom(heard, act, model, action):
    role = RoleFactory()
    row = act(role)
    [(sender, told)] = heard
    assert told.pop("data")["agency"] == role.agency.names
    assert (sender, told) == (model, {"action": action, "row": row, "by": role.person})


@pytest.mark.parametrize(("act", "model", "action"), ACTS)
def test_an_act_whose_trace_cannot_be_kept_is_taken_back(full_history, act, model, action):
    role = RoleFactory()
    with pytest.raises(HistoryIsFull):
        act(role)
    assert not model.objects.exists()
    assert not ModelLogEntry.objects.filter(action=action).exists()
