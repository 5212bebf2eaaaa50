"""The learner record: all credentials of a person in one signed file."""

import datetime as dt
import json
from pathlib import Path

import pytest

from certification.actions.revocation import revoke_certificate
from certification.credentials.clr import NoCurrentCertificate, load_credentials, write_clr
from certification.issuing.issue import issue_certificate
from certification.sealing.seal import seal_certificate
from tests.certification.factories import completed_enrolment
from tests.services import run_node

pytestmark = pytest.mark.any_database

FORM = Path(__file__).parent / "check_record.mjs"


AT = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)


@pytest.fixture
def well_formed(tmp_path):
    def judge(document):
        (tmp_path / "record.json").write_text(json.dumps(document))
        result = run_node(FORM, tmp_path / "record.json", capture_output=True)
        return result.stdout.strip() == "well formed", result.stderr

    return judge


@pytest.fixture
def record(sealed):
    return json.loads(write_clr(sealed.person, at=AT))


def test_learncards_types_find_the_learner_record_well_formed(record, well_formed):
    assert well_formed(record) == (True, "")


@pytest.mark.parametrize(
    "breaking",
    [
        lambda record, subject: record.pop("proof"),
        lambda record, subject: record.pop("issuer"),
        lambda record, subject: subject.pop("type"),
        lambda record, subject: subject["achievement"][0].pop("criteria"),
        lambda record, subject: subject["verifiableCredential"][0].pop("credentialSubject"),
    ],
)
def test_they_refuse_a_broken_one(record, well_formed, breaking):
    breaking(record, record["credentialSubject"])
    accepted, why = well_formed(record)
    assert not accepted
    assert "ZodError" in why


def test_it_holds_the_credentials_as_they_were_signed(sealed, record):
    subject = record["credentialSubject"]
    assert subject["verifiableCredential"] == [json.loads(sealed.credential)]
    assert subject["id"] == f"urn:uuid:{sealed.person.subject_id}"
    assert [one["identityHash"] for one in subject["identifier"]] == [
        "ဒေါ်ခင်မျိုးသန္တာ",
        "Daw Khin Myo Thandar",
    ]


def test_a_credential_that_does_not_count_any_more_is_left_out(sealed, registrar):
    assert len(load_credentials(sealed.person)) == 1
    revoke_certificate(sealed, by=registrar, reason="error")
    assert load_credentials(sealed.person) == []
    with pytest.raises(NoCurrentCertificate):
        write_clr(sealed.person, at=AT)


def test_an_expired_one_stays_since_it_says_so_itself(sealed):
    type(sealed).objects.update(expires_on=dt.date(2020, 1, 1))
    assert len(load_credentials(sealed.person)) == 1


def test_a_certificate_that_is_not_sealed_is_in_no_record(certificate):
    with pytest.raises(NoCurrentCertificate):
        write_clr(certificate.person, at=AT)


def test_the_same_moment_gives_the_same_bytes_and_another_another_number(sealed, record):
    assert json.loads(write_clr(sealed.person, at=AT)) == record
    later = json.loads(write_clr(sealed.person, at=AT + dt.timedelta(seconds=1)))
    assert later["id"] != record["id"]


def test_a_course_completed_twice_is_one_achievement(sealed):
    other = completed_enrolment(person=sealed.person, course=sealed.course, occasion=2)
    seal_certificate(issue_certificate(other))
    subject = json.loads(write_clr(sealed.person, at=AT))["credentialSubject"]
    assert len(subject["verifiableCredential"]) == 2
    assert len(subject["achievement"]) == 1
