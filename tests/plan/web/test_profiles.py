"""The pages of role profiles at the desk."""

import datetime as dt

import pytest
from django.utils import timezone

from plan.models import RoleProfile
from tests.people.factories import PostingFactory
from tests.people.sign_in import signed_in
from tests.plan.factories import LevelFactory, RoleProfileFactory, SkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LIST = "/en/office/profiles/"
OFFICER = {"my": "ဦးစီးအရာရှိ", "en": "Staff Officer"}


@pytest.fixture
def skill():
    skill = SkillFactory(names={"my": "ကာကွယ်ခြင်း", "en": "Protecting data"})
    LevelFactory(framework=skill.framework, number=2)
    return skill


@pytest.fixture
def hr(client, tree):
    PostingFactory(agency=tree["GAD-T1"], position=OFFICER)
    return signed_in(client, "hr", agency=tree["MOHA"])


def filled(*lines, **fields):
    """What a form sends: lines of skill, level and minimum."""
    sent = {"asks-TOTAL_FORMS": "3", "asks-INITIAL_FORMS": "0"}
    for number, (skill, level, minimum) in enumerate(lines):
        keys = ("skill", "level", "minimum")
        values = (skill and skill.pk, level, minimum)
        sent |= {f"asks-{number}-{key}": value for key, value in zip(keys, values, strict=True)}
    return sent | {"first": timezone.localdate().isoformat()} | fields


def test_the_list_shows_what_the_offices_own_positions_and_those_above_ask(
    client, tree, hr, skill
):
    RoleProfileFactory(agency=tree["MM"], asks=[(skill, 2, 5)])
    RoleProfileFactory(agency=tree["GAD"], position={"en": "Clerk"}, asks=[(skill, 2, None)])
    RoleProfileFactory(agency=tree["MOE"], position={"en": "Teacher"}, asks=[(skill, 2, None)])
    page = client.get(LIST).text
    for words in (
        "Staff Officer",
        "at least 5",
        "Clerk",
        "everyone",
        "Protecting data · 2 · Basic",
    ):
        assert words in page, words
    assert "Teacher" not in page
    assert "Clerk" not in client.get(LIST, {"q": "officer"}).text
    assert "No role profile fits" in client.get(LIST, {"state": "over"}).text


def test_a_profile_is_made_by_the_form(client, tree, hr, skill):
    sent = filled((skill, 2, "၃"), position="ဦးစီးအရာရှိ", unit_kind="department")
    answer = client.post(f"{LIST}new/?unit=GAD", sent)
    profile = RoleProfile.objects.get()
    assert answer.headers["Location"].endswith(f"/{profile.pk}/")
    assert (profile.agency, profile.position) == (tree["GAD"], OFFICER)
    assert profile.requirements.get().minimum == 3


@pytest.mark.parametrize(
    ("lines", "fields", "told"),
    [
        ([], {}, "Choose at least one skill."),
        ([("skill", "", "")], {}, "Choose a level."),
        ([("skill", "8", "")], {}, "has no such level"),
        ([("skill", "2", ""), ("skill", "2", "")], {}, "stands above already"),
        ([("skill", "2", "0")], {}, "greater than or equal to 1"),
        ([("skill", "2", "")], {"first": "2020-01-01"}, "today or later"),
    ],
)
def test_what_cannot_be_is_told_and_not_written(client, hr, skill, lines, fields, told):
    lines = [(skill, level, minimum) for _skill, level, minimum in lines]
    sent = filled(*lines, position="ဦးစီးအရာရှိ", **fields)
    assert told in client.post(f"{LIST}new/?unit=GAD", sent).text
    assert not RoleProfile.objects.exists()


def test_a_profile_is_copied_to_another_unit(client, tree, hr, skill):
    model = RoleProfileFactory(agency=tree["MM"], asks=[(skill, 2, 4)])
    page = client.get(f"{LIST}new/?unit=GAD&copy={model.pk}").text
    assert "A copy of Staff Officer" in page
    assert f'<option value="{skill.pk}" selected>' in page
    assert f"copy={model.pk}" in page.split("Units below")[1]


def test_a_new_version_and_the_end_of_a_profile(client, tree, hr, skill):
    old = RoleProfileFactory(agency=tree["GAD"], asks=[(skill, 1, None)])
    day = timezone.localdate() + dt.timedelta(10)
    client.post(f"{LIST}{old.pk}/version/", filled((skill, 2, ""), first=day.isoformat()))
    new = RoleProfile.objects.get(valid_to=None)
    assert (new.valid_from, new.requirements.get().level) == (day, 2)
    client.post(f"{LIST}{new.pk}/end/", {"last": ""})
    assert RoleProfile.objects.get(valid_to=None) == old
    assert "Taken back before it held" in client.get(f"{LIST}{old.pk}/").text


def test_profiles_of_above_are_read_and_not_written(client, tree, hr, skill):
    above = RoleProfileFactory(agency=tree["MM"], asks=[(skill, 2, None)])
    page = client.get(f"{LIST}{above.pk}/").text
    assert "New version" not in page
    assert client.get(f"{LIST}{above.pk}/version/").status_code == 403
    assert client.post(f"{LIST}{above.pk}/end/", {"last": ""}).status_code == 403
    beside = RoleProfileFactory(agency=tree["MOE"])
    assert client.get(f"{LIST}{beside.pk}/").status_code == 404


def test_a_list_of_many_costs_as_much_as_one_of_few(
    client, tree, hr, skill, django_assert_max_num_queries
):
    for number in range(6):
        RoleProfileFactory(
            agency=tree["GAD"], position={"en": f"P{number}"}, asks=[(skill, 2, None)]
        )
    client.get(LIST)
    with django_assert_max_num_queries(11):
        client.get(LIST)
