import datetime as dt

import pytest

from certification.actions.revocation import revoke_certificate
from certification.facts.codes import format_code, generate_code
from certification.issuing.issue import issue_certificate, reissue_certificate
from certification.sealing.seal import seal_certificate
from certification.verification.bulk.check import NameAgreement, RowNote, verify_list
from certification.verification.bulk.upload import CodeRow
from certification.verification.verdicts import VerdictStatus
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.any_database, pytest.mark.usefixtures("english")]

TODAY = dt.date(2026, 11, 24)


def rows(*pairs):
    return [CodeRow(line, code, name) for line, (code, name) in enumerate(pairs, start=1)]


def test_every_row_gets_its_verdict(sealed, registrar):
    revoked, replaced = (
        seal_certificate(issue_certificate(completed_enrolment(), at=AT)) for _ in range(2)
    )
    revoke_certificate(revoked, by=registrar, reason="error", at=AT)
    newer = seal_certificate(reissue_certificate(replaced, by=registrar, at=AT))
    unknown = generate_code()
    given = [sealed.code.lower(), revoked.code, replaced.code, unknown, "what?", sealed.code]
    answers = verify_list(rows(*((code, "") for code in given)), day=TODAY)
    assert [answer.status for answer in answers] == [
        VerdictStatus.VALID,
        VerdictStatus.REVOKED,
        VerdictStatus.REPLACED,
        VerdictStatus.UNKNOWN,
        VerdictStatus.UNKNOWN,
        VerdictStatus.VALID,
    ]
    assert answers[1].since == dt.date(2026, 11, 23)
    assert answers[2].notes == (RowNote.REPLACED_BY,)
    assert answers[2].newer_code == format_code(newer.code)
    assert answers[4].notes == (RowNote.NO_CODE,)
    assert answers[5].notes == (RowNote.TWICE,)


def test_an_expired_certificate_says_since_when(sealed):
    [answer] = verify_list(rows((sealed.code, "")), day=dt.date(2035, 1, 1))
    assert (answer.status, answer.since) == (VerdictStatus.EXPIRED, sealed.expires_on)


@pytest.mark.parametrize(
    ("name", "agreement"),
    [
        ("", NameAgreement.NOT_CHECKED),
        ("ခင်မျိုးသန္တာ", NameAgreement.AGREES),
        ("daw khin myo thandar", NameAgreement.AGREES),
        ("U Kyaw Swar Win", NameAgreement.DIFFERS),
    ],
)
def test_a_name_agrees_or_differs_in_either_script(sealed, name, agreement):
    [answer] = verify_list(rows((sealed.code, name)), day=TODAY)
    assert answer.name is agreement


def test_a_thousand_rows_cost_two_queries(sealed, django_assert_num_queries):
    listed = rows((sealed.code, ""), *((generate_code(), "U Aung") for _ in range(999)))
    with django_assert_num_queries(2):
        assert len(verify_list(listed, day=TODAY)) == 1000


def test_a_name_that_nobody_confirmed_is_noted(db):
    person = PersonFactory(is_name_confirmed=False)
    typed = seal_certificate(issue_certificate(completed_enrolment(person=person), at=AT))
    [answer] = verify_list(rows((typed.code, person.name_en)), day=TODAY)
    assert answer.notes == (RowNote.UNCONFIRMED,)
    assert (answer.status, answer.name) == (VerdictStatus.VALID, NameAgreement.AGREES)
