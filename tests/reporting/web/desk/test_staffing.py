"""The pages of who lacks what their post asks."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.people.factories import PostingFactory
from tests.plan.factories import RoleProfileFactory
from tests.reporting.web.addresses import about_lines

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
GAPS = "/en/office/profiles/gaps/"


@pytest.fixture
def requirement(house):
    profile = RoleProfileFactory(agency=house.root, asks=[(house.skill, 2, None)])
    return profile.requirements.get()


def test_the_page_tells_the_gap_of_each_requirement(as_hr, house, requirement):
    page = as_hr.get(GAPS).text
    assert "What role profiles ask in Home Affairs" in page
    assert f'href="{GAPS}{requirement.pk}/?unit=MOHA"' in page
    row = page.split("<tbody>")[1]
    numbers = [re.sub(r"\s+", "", cell) for cell in re.findall(r'numeric"[^>]*>([^<]*)', row)]
    assert numbers == ["5", "2", "everyone", "3"]
    # Where a minimum is asked of each unit the gap is no difference of two columns.
    rule = about_lines(as_hr.get(GAPS.replace("gaps/", "gaps.csv")))["How it was counted"]
    assert "fills no gap of another" in rule


def test_each_unit_leads_to_the_very_people_who_lack_it(as_hr, house, requirement):
    PostingFactory(
        agency=house.north, position={"my": "ဒုတိယဦးစီးအရာရှိ", "en": "Deputy Staff Officer"}
    )
    page = as_hr.get(f"{GAPS}{requirement.pk}/?unit=GAD").text
    links = [
        link.replace("&amp;", "&") for link in re.findall(r'href="(/en/office/people/[^"]+)', page)
    ]
    # Those who serve there, who hold the skill, and who lack it.
    shown = [
        {row["person"] for row in as_hr.get(link).context["rows"]}
        for link in links
        if "GAD-N" in link
    ]
    staff = {house.people[2], house.people[3]}
    assert shown == [staff, {house.people[2]}, {house.people[3]}]


def test_what_is_assigned_reaches_those_whom_the_page_counts(as_hr, house, requirement):
    """Of a unit with units below it, whose list the page has for itself."""
    whole, parts = (
        [
            dict(parse_qsl(urlsplit(link.replace("&amp;", "&")).query))
            for link in re.findall(r'href="(/en/office/duties/new/[^"]+)"', as_hr.get(page).text)
        ]
        for page in (f"{GAPS}?unit=GAD", f"{GAPS}{requirement.pk}/?unit=GAD")
    )
    assert [set(one) for one in whole] == [{"unit", "skill", "level", "position"}]
    assert {one["unit"]: one["below"] for one in parts} == {"GAD": "only", "GAD-N": "only"}
    form = as_hr.get("/en/office/duties/new/", whole[0]).context["form"]
    assert (form["unit"].value(), form["below"].value()) == ("GAD", "")


def test_whoever_reads_no_figures_of_the_unit_gets_none(as_township, house, requirement):
    assert as_township.get(f"{GAPS}?unit=MOHA").status_code == 404
    assert as_township.get(GAPS).context["unit"] == house.north
    beside = RoleProfileFactory(agency=house.moe, asks=[(house.skill, 2, None)])
    assert as_township.get(f"{GAPS}{beside.requirements.get().pk}/").status_code == 404


def test_without_profiles_the_page_says_how_to_begin(as_hr, house):
    assert "No position is described here yet" in as_hr.get(GAPS).text
