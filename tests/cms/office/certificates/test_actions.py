"""Registrars revoke, restore, correct, and have a seal tried again."""

from certification.models import Certificate
from certification.sealing.seal import seal_certificate
from certification.sweeps import MAX_TRIES, select_certificates_to_seal
from tests.cms.office.registry import REVOKE, again, url
from tests.people.sign_in import CLOSED


def test_a_registrar_revokes_with_a_reason(client, registrar, own):
    assert client.post(url(own, "revoke"), REVOKE)["Location"] == url(own, "detail")
    row = again(own)
    assert (row.revocation_reason, row.revocation_note) == ("fraud", "Proved.")
    assert row.revoked_by == registrar
    assert row.action_requests.get().asked_by == registrar


def test_a_second_revocation_is_told_and_changes_nothing(client, registrar, own):
    client.post(url(own, "revoke"), REVOKE)
    first = again(own)
    for answer in (
        client.get(url(own, "revoke")),
        client.post(url(own, "revoke"), {**REVOKE, "reason": "error"}),
        client.post(url(own, "correct"), {}),
    ):
        assert answer["Location"] == url(own, "detail")
    assert (again(own).revoked_at, again(own).revocation_reason) == (first.revoked_at, "fraud")


def test_a_revocation_is_undone(client, registrar, own):
    client.post(url(own, "revoke"), REVOKE)
    client.post(url(own, "restore"), {"reason": "error", "confirmed": "on"})
    assert again(own).revoked_at is None
    page = client.get(url(own, "detail")).content.decode()
    assert "Proved." in page


def test_a_corrected_name_gives_a_new_certificate(client, registrar, own):
    page = client.get(url(own, "correct"))
    form = {**page.context["form"].initial, "name_my": "ခင်ခင်ဝင်း", "position_en": ""}
    form |= {"reason": "spelling", "confirmed": "on"}
    answer = client.post(url(own, "correct"), form)
    new = Certificate.objects.get(supersedes=own)
    assert answer["Location"] == url(new, "detail")
    assert "ခင်ခင်ဝင်း" in new.facts["person"]["names"]["my"]
    assert new.facts["position"] == own.facts["position"]
    assert set(own.action_requests.get().changes) == {"person"}
    old = client.get(url(own, "detail")).content.decode()
    assert new.code in old
    assert "ခင်ခင်ဝင်း" in old


def test_a_seal_that_was_given_up_is_asked_for_again(
    client, registrar, own, django_capture_on_commit_callbacks
):
    given_up = Certificate.objects.filter(pk=own.pk)
    given_up.update(tries=MAX_TRIES, last_error="OSError('no space left')")
    assert own not in select_certificates_to_seal()
    page = client.get(url(own, "detail")).text
    assert "no space left" in page
    assert url(own, "seal") in page
    with django_capture_on_commit_callbacks() as hints:
        assert client.post(url(own, "seal")).status_code == 302
    assert len(hints) == 1
    assert own in select_certificates_to_seal()


def test_what_has_its_seal_is_left_alone(client, registrar, own):
    sealed = seal_certificate(own)
    client.post(url(sealed, "seal"))
    assert again(sealed).tries == sealed.tries


def test_a_seal_is_asked_for_by_a_form_and_by_registrars_of_the_agency(
    client, registrar, certificates, own
):
    assert client.post(url(certificates["MOH"], "seal")).status_code in CLOSED
    assert client.get(url(own, "seal")).status_code == 405
