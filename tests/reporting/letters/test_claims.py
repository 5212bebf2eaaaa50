"""A report stays with the worker that draws it, as long as that lives."""

from time import sleep

import pytest
from django.utils import timezone

from reporting.letters import claims
from reporting.letters.claims import claim_report, keep_claim
from reporting.letters.reports import ask_for_report
from reporting.models import ReportFile
from tests.faults.figures import fork
from tests.flows.working import wait_for
from tests.people.factories import RoleFactory
from tests.reporting.questions import scope_of

pytestmark = pytest.mark.slow


def hold_on() -> None:
    row = ReportFile.objects.get()
    claim_report(row)
    with keep_claim(row):
        sleep(600)


def read_claim():
    return ReportFile.objects.get().claimed_until


def test_the_claim_of_a_worker_is_renewed_until_it_is_killed(committed_db, monkeypatch):
    monkeypatch.setattr(claims, "_RENEWED_EVERY", 0.05)
    ask_for_report(scope_of(RoleFactory().person), shown_in="en")
    worker = fork(hold_on)
    first = wait_for(read_claim)
    wait_for(lambda: read_claim() > first)
    worker.kill()
    worker.join()
    left = read_claim()
    assert not ReportFile.objects.claimable(timezone.now()).exists()
    assert ReportFile.objects.claimable(left).exists()
