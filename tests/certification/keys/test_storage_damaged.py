"""A key file that is cut short, protected or closed: told like one that is missing."""

import pytest
from cryptography.hazmat.primitives import serialization
from django.urls import reverse

from certification import keys
from certification.keys.storage import KeyFileDamaged
from certification.sealing import timestamps
from certification.sealing.seal import seal_certificate

pytestmark = pytest.mark.any_database

CUT = b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"


@pytest.fixture
def damage(own_keys):
    def write(pattern, content=CUT):
        for path in own_keys.glob(pattern):
            path.write_bytes(content)

    return write


@pytest.mark.parametrize("content", [CUT, b"", b"-----BEGIN PRIVATE KEY-----\nMC4C", b"\0\xff"])
def test_a_certificate_waits_for_a_private_key_that_is_cut_short(certificate, damage, content):
    damage("credential-*.key.pem", content)
    with pytest.raises(KeyFileDamaged, match="credential"):
        seal_certificate(certificate)
    certificate.refresh_from_db()
    assert (certificate.tries, certificate.sealed_at) == (0, None)


def test_nothing_of_a_private_key_is_told(certificate, damage):
    damage("credential-*.key.pem", b"-----BEGIN PRIVATE KEY-----\nU0VDUkVU\n")
    with pytest.raises(KeyFileDamaged) as damaged:
        seal_certificate(certificate)
    certificate.refresh_from_db()
    for told in (str(damaged.value), certificate.last_error):
        assert "U0VDUkVU" not in told
        assert "SECRET" not in told


def test_a_key_with_a_password_is_named_to_the_operator(own_keys):
    [path] = own_keys.glob("log-*.key.pem")
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    protected = serialization.BestAvailableEncryption(b"secret")
    form = serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, protected))
    assert any(path.name in problem for problem in keys.find_key_problems())


@pytest.mark.parametrize("pattern", ["root.pem", "seal-*.pem"])
def test_a_file_is_not_judged_by_a_certificate_that_is_cut_short(client, sealed, damage, pattern):
    damage(pattern)
    with sealed.pdf.open() as file:
        answer = client.post(reverse("certification:verify"), {"file": file})
    assert answer.status_code == 503
    assert "data-verdict" not in answer.text


@pytest.mark.parametrize("page", ["did", "jwks", "log_head", "kit"])
@pytest.mark.parametrize("pattern", ["*.pub.pem", "register.json"])
def test_machines_are_told_that_no_key_is_there(client, sealed, damage, page, pattern):
    damage(pattern)
    assert client.get(reverse(f"certification:{page}")).status_code == 503


@pytest.mark.parametrize("pattern", ["root.pem", "log-*.pub.pem", "register.json"])
def test_the_page_of_the_log_is_shown_all_the_same(client, sealed, damage, pattern):
    damage(pattern)
    assert client.get(reverse("certification:log")).status_code == 200


def test_a_file_waits_where_the_roots_of_timestamps_are_damaged(
    client, sealed, settings, tmp_path
):
    (tmp_path / "roots.pem").write_bytes(CUT)
    settings.TIMESTAMPS = {"URL": "", "LEVEL": "", "ROOTS": str(tmp_path / "roots.pem")}
    with sealed.pdf.open() as file:
        assert client.post(reverse("certification:verify"), {"file": file}).status_code == 503
    assert timestamps.find_timestamp_problems() != []
