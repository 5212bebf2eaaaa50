"""The front page of a language, and the page of the plan's progress."""

import html
import re
from xml.etree import ElementTree

import pytest

from reporting.models import LockedMonth
from reporting.months import Month, lock_month
from tests.append_only import tampered
from tests.courses.assignments.factories import assign_to, make_agency_with_manager, make_official
from tests.people.factories import AgencyFactory, PostingFactory
from tests.plan.factories import TargetFactory

pytestmark = pytest.mark.any_database

PAGE = "/en/plan-progress/"


@pytest.fixture
def bootstrapped(tree, machinery):
    """A new site that may lock its months."""


def test_the_front_page_takes_few_queries(course, client, django_assert_max_num_queries):
    client.get("/en/")
    with django_assert_max_num_queries(12):
        assert client.get("/en/").status_code == 200


def test_the_front_page_says_what_is_due_to_whom_it_concerns(course, client):
    agency, manager = make_agency_with_manager()
    row = assign_to(make_official(agency), agency, manager)
    client.force_login(manager)
    assert "due from you" not in client.get("/en/").content.decode()
    client.force_login(row.person)
    html = client.get("/en/").content.decode()
    assert f"1 assignment is due from you: {row.assignment.title}" in " ".join(html.split())


@pytest.fixture
def locked(bootstrapped):
    country = AgencyFactory(code="MM", names={"my": "နိုင်ငံ", "en": "The country"})
    for _ in range(12):
        PostingFactory(agency=country)
    TargetFactory(agency=country)
    return lock_month(Month.last_ended())


def test_before_the_first_locked_month_it_says_so(bootstrapped, client):
    page = client.get(PAGE)
    assert "No month has been published yet" in page.text
    assert "/en/courses/" in page.text


def test_it_is_kept_until_a_month_is_locked(bootstrapped, client):
    tag = client.get(PAGE).headers["ETag"]
    assert client.get(PAGE, headers={"if-none-match": tag}).status_code == 304
    country = AgencyFactory()
    TargetFactory(agency=country)
    lock_month(Month.last_ended())
    assert client.get(PAGE, headers={"if-none-match": tag}).status_code == 200


def test_it_shows_target_method_files_and_lines_to_embed(locked, client, settings):
    page = client.get(PAGE).text
    for words in ("The country", "How is this counted?", locked.digest, "CC BY 4.0"):
        assert words in page, words
    assert f"/en/figures/{locked.code}/plan.csv" in page
    assert "မည်သို့ ရေတွက်သနည်း" in client.get("/my/plan-progress/").text
    # A month that was never locked is the last one.
    assert (
        "Nothing is published of the month" not in client.get(f"{PAGE}?month={locked.code}").text
    )
    for none in ("1999-01", "soon"):
        page = client.get(f"{PAGE}?month={none}").text
        assert locked.digest in page
        assert "Nothing is published of the month in the address." in page
    # The lines that it offers to other sites show the picture and lead here.
    page = client.get("/my/plan-progress/").text
    [offered] = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    link = ElementTree.fromstring(html.unescape(offered))  # noqa: S314
    assert link.get("href") == f"{settings.SITE_URL}/my/plan-progress/"
    assert link[0].get("alt").startswith("စီမံကိန်းက")
    picture = client.get(link[0].get("src").removeprefix(settings.SITE_URL))
    assert picture.headers["Content-Type"].startswith("image/svg+xml")


def test_it_takes_few_queries(locked, client, django_assert_max_num_queries):
    client.get(PAGE)
    with django_assert_max_num_queries(11):
        client.get(PAGE)


def test_a_month_that_somebody_touched_is_not_shown(locked, client):
    with tampered(LockedMonth):
        LockedMonth.objects.update(content="{}")
    page = client.get(PAGE).text
    assert "These figures cannot be shown now" in page
    assert locked.digest not in page
