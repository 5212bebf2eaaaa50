"""Seals witnessed by a real authority over HTTP: what they are worth, and when it is away."""

from shutil import which

import pytest

from certification.checks import check_timestamp_settings
from certification.issuing.issue import issue_certificate
from certification.models import Certificate
from certification.sealing import timestamps
from certification.sealing.seal import seal_certificate
from certification.sealing.timestamps import TimestampUnavailable
from certification.sweeps import MAX_TRIES, run_sweep
from certification.verification.files import verify_file
from certification.verification.verdicts import VerdictStatus
from tests.certification.factories import completed_enrolment
from tests.certification.rendering.verapdf import failed_rules
from tests.certification.sealing.timestamp_authority import choose

pytestmark = [
    pytest.mark.slow,
    pytest.mark.any_database,
    pytest.mark.skipif(not which("openssl"), reason="openssl is not installed"),
]


@pytest.mark.slow
def test_a_certificate_witnessed_to_the_last_is_archival(tsa, settings, certificate, tmp_path):
    choose(settings, LEVEL="B-LTA")
    sealed = seal_certificate(certificate)
    content = sealed.pdf.open().read()
    assert verify_file(content).status is VerdictStatus.VALID
    assert verify_file(content + b"\n").status is VerdictStatus.CHANGED
    (tmp_path / "sealed.pdf").write_bytes(content)
    assert failed_rules(str(tmp_path / "sealed.pdf")) == []


def test_a_certificate_waits_while_the_authority_is_away(tsa, settings, certificate):
    url = settings.TIMESTAMPS["URL"]
    choose(settings, URL="http://127.0.0.1:9/")
    for _ in range(MAX_TRIES + 2):
        with pytest.raises(TimestampUnavailable):
            seal_certificate(certificate)
    certificate.refresh_from_db()
    assert certificate.sealed_at is None
    assert certificate.pdf.name == ""
    assert "TimestampUnavailable" in certificate.last_error
    choose(settings, URL=url)
    run_sweep()
    certificate = Certificate.objects.get()
    assert certificate.sealed_at
    assert certificate.last_error == ""


def test_the_sweep_asks_an_authority_that_is_away_only_once(tsa, settings, certificate):
    issue_certificate(completed_enrolment())
    tsa.mood = "broken"
    run_sweep()
    run_sweep()
    assert [row.tries for row in Certificate.objects.unsealed()] == [0, 0]
    assert Certificate.objects.exclude(last_error="").count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"LEVEL": "B-X"}, "SEAL_LEVEL"),
        ({"LEVEL": "B-LT", "URL": ""}, "TSA_URL"),
        ({"ROOTS": ""}, "TSA_ROOTS"),
        ({"ROOTS": "/nowhere"}, "TSA_ROOTS"),
        ({"ROOTS": "/nowhere", "URL": ""}, "TSA_ROOTS"),
    ],
)
def test_settings_that_do_not_fit_are_told_at_the_start(tsa, settings, changes, words):
    assert check_timestamp_settings(None) == []
    choose(settings, **changes)
    [error] = check_timestamp_settings(None)
    assert words in error.msg


def test_without_an_authority_nobody_is_asked(settings):
    assert timestamps.get_timestamper() is None
    assert check_timestamp_settings(None) == []
