"""The page of a certificate: who may open it, and who may act on it."""

import pytest

from certification.issuing.issue import issue_certificate
from certification.models import ActionRequest
from tests.certification.factories import completed_enrolment
from tests.cms.office.registry import REVOKE, SCREENS, again, url
from tests.people.sign_in import CLOSED, signed_in

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize("view", ["detail", *SCREENS])
def test_a_foreign_certificate_is_not_found_in_any_view(client, registrar, certificates, view):
    foreign = certificates["MOH"]
    assert client.get(url(foreign, view)).status_code == 404
    assert client.post(url(foreign, view), REVOKE).status_code in (404, 405)
    assert not ActionRequest.objects.exists()


@pytest.mark.parametrize("kind", ["trainer", "secretariat", "translator", "hr"])
def test_other_roles_of_the_ministry_do_not_act_on_certificates(client, country, own, kind):
    signed_in(client, kind, agency=country["MOE"])
    for view in ("detail", *SCREENS):
        assert client.get(url(own, view)).status_code in CLOSED
        assert client.post(url(own, view), REVOKE).status_code in (*CLOSED, 405)
    assert not ActionRequest.objects.exists()


def test_nobody_acts_on_a_certificate_of_their_own(client, registrar, country):
    mine = issue_certificate(completed_enrolment(office=country["MOE-1"], person=registrar))
    page = client.get(url(mine, "detail")).content.decode()
    assert url(mine, "revoke") not in page
    assert client.post(url(mine, "revoke"), REVOKE)["Location"] == url(mine, "detail")
    assert again(mine).revoked_at is None


def test_certificates_of_citizens_belong_to_the_registrar_of_the_root(client, country, registrar):
    free = issue_certificate(completed_enrolment(agency=None, position={}, grade=None))
    assert client.get(url(free, "detail")).status_code == 404
    signed_in(client, "registrar", agency=country["GOV"])
    assert client.get(url(free, "detail")).status_code == 200
    assert client.get(url(free, "correct")).status_code == 200
