"""The page of the plan's progress: nothing before the first locked month, then that month."""

import pytest

from cms.bootstrap import bootstrap_site
from reporting.models import LockedMonth
from reporting.months import Month, lock_month
from tests.append_only import tampered
from tests.certification.signing_environment import use_machinery
from tests.people.factories import AgencyFactory, PostingFactory
from tests.plan.factories import TargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PAGE = "/en/plan-progress/"


@pytest.fixture(autouse=True)
def site(settings, machinery_folder):
    use_machinery(settings, machinery_folder)
    bootstrap_site()


@pytest.fixture
def locked():
    country = AgencyFactory(code="MM", names={"my": "နိုင်ငံ", "en": "The country"})
    for _ in range(12):
        PostingFactory(agency=country)
    TargetFactory(agency=country)
    return lock_month(Month.last_ended())


def test_before_the_first_locked_month_it_says_so(client):
    page = client.get(PAGE)
    assert "No month has been published yet" in page.text
    assert "/en/courses/" in page.text


def test_it_is_kept_until_a_month_is_locked(client):
    tag = client.get(PAGE).headers["ETag"]
    assert client.get(PAGE, headers={"if-none-match": tag}).status_code == 304
    country = AgencyFactory()
    TargetFactory(agency=country)
    lock_month(Month.last_ended())
    assert client.get(PAGE, headers={"if-none-match": tag}).status_code == 200


def test_it_shows_target_method_and_files_of_the_month(locked, client):
    page = client.get(PAGE).text
    for words in ("The country", "How is this counted?", locked.digest, "CC BY 4.0"):
        assert words in page, words
    assert f"/en/figures/{locked.code}/plan.csv" in page
    assert "မည်သို့ ရေတွက်သနည်း" in client.get("/my/plan-progress/").text
    # A month that was never locked is the last one.
    assert locked.digest in client.get(f"{PAGE}?month=1999-01").text


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
