"""Forms of role profiles: the last day, the lines that are asked, and which profiles hold."""

import datetime as dt

import pytest
from django.utils import timezone

from plan.models import RoleProfile
from plan.web.profile_forms import EndProfileForm, ProfileFilter, build_requirement_forms
from tests.plan.factories import RoleProfileFactory, SkillFactory

pytestmark = pytest.mark.any_database
DAY = dt.timedelta(1)


@pytest.mark.parametrize("last", ["2027-02-28", "၂၀၂၇-၀၂-၂၈"])
def test_the_day_after_the_last_one_is_the_first_without_the_profile(last):
    form = EndProfileForm({"last": last})
    assert form.is_valid()
    assert form.day == dt.date(2027, 3, 1)
    assert not EndProfileForm({"last": "2027-02-29"}).is_valid()
    far = EndProfileForm({"last": "9999-12-31"})
    assert far.is_valid()
    assert far.day == dt.date.max


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "lines"), [(0, 3), (1, 3), (10, 12), (11, 12), (12, 12)])
def test_a_few_empty_lines_stand_below_what_is_asked_up_to_twelve(asked, lines):
    profile = RoleProfileFactory(asks=[(SkillFactory(), 2, 5) for _ in range(asked)])
    shown = build_requirement_forms(None, profile)
    assert [form["minimum"].value() for form in shown] == [5] * asked + [None] * (lines - asked)
    sent = {"asks-TOTAL_FORMS": "13", "asks-INITIAL_FORMS": "0"}
    assert not build_requirement_forms(sent, profile).is_valid()


@pytest.mark.django_db
def test_profiles_are_told_apart_by_whether_they_hold():
    today = timezone.localdate()
    spans = {
        "lasting": (today, None),
        "ending": (today - DAY, today + DAY),
        "coming": (today + DAY, None),
        "ended": (today - DAY, today),
        "void": (today + DAY, today + DAY),
    }
    for name, (first, end) in spans.items():
        RoleProfileFactory(position={"en": name}, valid_from=first, valid_to=end)

    def names(state):
        found = ProfileFilter({"state": state}, RoleProfile.objects.all()).qs
        return {profile.position["en"] for profile in found}

    assert names("now") == {"lasting", "ending"}
    assert names("coming") == {"coming"}
    assert names("over") == {"ended", "void"}
    assert names("") == names("elsewhere") == {"lasting", "ending", "coming"}
