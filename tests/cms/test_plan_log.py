"""What offices do to rows of the plan reads in the history as what it was."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from people.text.formatting import official_date
from plan.models import RoleProfile
from plan.signals import plan_acted
from tests.people.factories import PersonFactory
from tests.plan.factories import RoleProfileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DATA = {
    "position": {"my": "ဦးစီးအရာရှိ", "en": "Staff Officer"},
    "agency": {"my": "မြို့နယ်ရုံး", "en": "Township Office"},
    "first": "2026-01-01",
    "end": "2027-01-01",
}


def act(action, **data):
    row, by = RoleProfileFactory(), PersonFactory()
    plan_acted.send(RoleProfile, action=action, row=row, by=by, data=data)
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.object_id, entry.user) == (action, str(row.pk), by)
    return str(registry.get_formatter(entry).format_message(entry))


def act_in(language, action, **data):
    with override(language):
        return act(action, **data)


@pytest.mark.parametrize("language", ["my", "en"])
@pytest.mark.parametrize(
    ("action", "day"),
    [
        ("profile.make", "2026-01-01"),
        ("profile.revise", "2026-01-01"),
        ("profile.end", "2026-12-31"),
    ],
)
def test_an_act_on_a_profile_tells_whom_it_asks_and_the_day(action, day, language):
    told = act_in(language, action, **DATA)
    assert DATA["position"][language] in told
    assert DATA["agency"][language] in told
    with override(language):
        assert official_date(day) in told


@pytest.mark.parametrize("act_of_plan", ["start", "submit", "approve", "return"])
def test_each_act_on_a_capacity_plan_has_its_words(act_of_plan):
    assert "Capacity plan" in act_in("en", f"capacity.{act_of_plan}")


def test_an_act_without_words_is_not_entered():
    with pytest.raises(ValidationError):
        act("profile.forget", **DATA)
    assert not ModelLogEntry.objects.exists()
