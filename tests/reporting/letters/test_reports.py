"""Reports of large units: drawn once by a worker, told, and nobody else's."""

import pytest

from people.models import Message
from people.privacy import retention
from reporting.letters import reports
from reporting.letters.reports import ask_for_report, draw_report_file, draw_waiting_reports
from reporting.models import ReportFile
from tests.reporting.questions import scope_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PAGE = "/en/insights/report/"


@pytest.fixture
def _long(monkeypatch):
    """Let four units be many: the limit is a number and nothing else."""
    monkeypatch.setattr(reports, "_MOST_UNITS", 2)


@pytest.fixture
def row(house):
    return ask_for_report(scope_of(house.hr), shown_in="en")


@pytest.mark.usefixtures("_long")
def test_a_long_report_is_asked_for_and_fetched(as_hr, house):
    leads = as_hr.get("/en/insights/report.pdf?unit=MOHA")
    assert leads.url.startswith(f"{PAGE}?unit=MOHA")
    assert "Have the report drawn" in as_hr.get(leads.url).text
    asked = as_hr.post(f"{PAGE}ask/?unit=MOHA").url
    row = ReportFile.objects.get()
    assert as_hr.post(f"{PAGE}ask/?unit=MOHA").url == asked == f"{PAGE}{row.pk}/"
    assert "is being drawn" in as_hr.get(asked).text
    # Who comes back by the figures finds it too.
    assert f'href="{asked}"' in as_hr.get(leads.url).text
    assert as_hr.get(f"{asked}report.pdf").status_code == 404
    assert draw_waiting_reports() == 1
    assert "Get the report (PDF)" in as_hr.get(asked).text
    answer = as_hr.get(f"{asked}report.pdf")
    assert b"".join(answer).startswith(b"%PDF")
    assert Message.objects.get(kind="reporting/report_ready").person == house.hr


@pytest.mark.usefixtures("_long")
@pytest.mark.parametrize(
    "address", ["/en/insights/report/ask/?unit=GAD", "/my/insights/report/ask/?unit=MOHA"]
)
def test_who_waits_for_one_report_reads_so_when_asking_for_another(as_hr, address):
    asked = as_hr.post(f"{PAGE}ask/?unit=MOHA").url
    page = as_hr.post(address, follow=True)
    assert page.redirect_chain[-1][0].startswith(address.replace("ask/", ""))
    assert asked.removeprefix("/en") in page.text
    assert draw_waiting_reports() == 1
    assert "Another report" not in as_hr.get(f"{PAGE}?unit=GAD").text


@pytest.mark.usefixtures("_long")
def test_a_report_that_failed_keeps_nobody_from_asking_for_another(as_hr, row):
    ReportFile.objects.update(tries=ReportFile.MOST_TRIES)
    assert as_hr.post(f"{PAGE}ask/?unit=GAD").url == f"{PAGE}{row.pk}/"
    assert "General Admin" in as_hr.get(f"{PAGE}{row.pk}/").text


def test_a_small_report_is_had_at_once(as_hr):
    assert as_hr.get("/en/insights/report.pdf?unit=GAD-N").status_code == 200
    assert "report.pdf?unit=GAD-N" in as_hr.get(f"{PAGE}?unit=GAD-N").text


def test_two_workers_draw_it_once(row):
    assert [draw_report_file(row), draw_report_file(row)] == [True, False]


def test_what_a_worker_left_is_drawn_again_and_the_one_that_was_only_slow_adds_nothing(as_hr, row):
    slow = ReportFile.objects.get()
    assert reports._claim_row(slow)
    assert "A worker counts" in as_hr.get(f"{PAGE}{row.pk}/").text
    assert draw_waiting_reports() == 0
    ReportFile.objects.update(claimed_until=row.asked_at)
    assert "It waits for a worker" in as_hr.get(f"{PAGE}{row.pk}/").text
    assert draw_waiting_reports() == 1
    assert not reports._finish_row(slow)
    row.refresh_from_db()
    assert row.file.name != slow.file.name
    assert Message.objects.count() == 1


def test_after_many_failures_it_says_so_and_may_be_asked_again(as_hr, house, row):
    ReportFile.objects.update(tries=ReportFile.MOST_TRIES)
    assert draw_waiting_reports() == 0
    assert "could not be drawn" in as_hr.get(f"{PAGE}{row.pk}/").text
    again = ask_for_report(scope_of(house.hr), shown_in="en")
    assert (again.pk, again.tries) == (row.pk, 0)


def test_whoever_reads_the_unit_no_more_gets_no_file(as_hr, house, row):
    house.hr.roles.all().delete()
    assert draw_waiting_reports() == 0
    assert not ReportFile.objects.exists()


def test_it_is_nobody_elses(house, row, client):
    client.force_login(house.township)
    assert client.get(f"{PAGE}{row.pk}/").status_code == 404


def test_old_files_are_forgotten(row, settings):
    draw_report_file(row)
    settings.RETENTION_DAYS = settings.RETENTION_DAYS | {"report-files": -1}
    retention.forget_old_data()
    assert not ReportFile.objects.exists()
    assert not row._meta.get_field("file").storage.exists(ReportFile(file=row.file.name).file.name)
