"""The root and what it certifies: seals, and the list of those that are revoked."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import CommandError
from hypothesis import given
from hypothesis import strategies as st

from certification.keys.authority import (
    InvalidRootKey,
    build_subject_name,
    create_root_authority,
    is_demo_certificate,
    issue_seal_certificate,
    load_root_authority,
    sign_crl,
)
from certification.keys.files import write_private_key
from tests.certification.key_fixtures import house, run

__all__ = ["house"]

pytestmark = pytest.mark.any_database


def test_the_key_of_another_root_certifies_nothing(house, db, tmp_path):
    wrong = house.keys / next(house.keys.glob("seal-*.key.pem")).name
    before = sorted(house.keys.glob("[!.]*"))
    with pytest.raises(CommandError, match="not the private key of the root"):
        run("rotate", "seal", "--root-key", wrong)
    assert sorted(house.keys.glob("[!.]*")) == before


AT = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)
LIST_URL = "https://learn.example.gov.mm/keys/root.crl"


@pytest.fixture(scope="module")
def authority():
    return create_root_authority("Board", demo=False, at=AT)


@pytest.fixture(scope="module")
def seal(authority):
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    return issue_seal_certificate(authority, public, "seal-2026", at=AT, list_url=LIST_URL)


def extension(certificate, kind):
    return certificate.extensions.get_extension_for_class(kind).value


def test_a_root_certifies_itself_and_nothing_below_its_seals(authority):
    root = authority.certificate
    root.verify_directly_issued_by(root)
    assert extension(root, x509.BasicConstraints) == x509.BasicConstraints(True, 0)
    assert extension(root, x509.KeyUsage).key_cert_sign
    assert authority.organisation == "Board"


def test_a_seal_signs_files_and_certifies_nobody(authority, seal):
    seal.verify_directly_issued_by(authority.certificate)
    assert extension(seal, x509.BasicConstraints) == x509.BasicConstraints(False, None)
    usage = extension(seal, x509.KeyUsage)
    assert (usage.digital_signature, usage.content_commitment) == (True, True)
    assert (usage.key_cert_sign, usage.crl_sign) == (False, False)


def test_a_seal_says_where_revoked_ones_are_listed(seal):
    [point] = extension(seal, x509.CRLDistributionPoints)
    assert [name.value for name in point.full_name] == [LIST_URL]


def test_a_root_outlives_its_seals(authority, seal):
    assert seal.not_valid_before_utc == AT
    assert seal.not_valid_after_utc == AT + dt.timedelta(days=5 * 366)
    assert authority.certificate.not_valid_after_utc == AT + dt.timedelta(days=20 * 366)


@pytest.mark.parametrize("demo", [True, False])
def test_only_a_demo_says_so_in_its_root_and_in_its_seals(demo):
    root = create_root_authority("Board", demo=demo, at=AT)
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    seal = issue_seal_certificate(root, public, "seal-demo-2026", at=AT, list_url=LIST_URL)
    assert is_demo_certificate(root.certificate) is demo
    assert is_demo_certificate(seal) is demo


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=200))
def test_an_organisation_is_named_as_far_as_the_standard_allows(organisation):
    name = build_subject_name(organisation, "Root")
    [found] = name.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)
    assert found.value == organisation[:64]


def test_the_list_names_each_revoked_seal_and_the_day_in_doubt(authority, seal):
    since = dt.date(2026, 11, 25)
    crl = sign_crl(authority, [(seal, since)], at=AT)
    assert crl.is_signature_valid(authority.key.public_key())
    entry = crl.get_revoked_certificate_by_serial_number(seal.serial_number)
    # Whoever stole the key can sign for an earlier day.
    assert entry.revocation_date_utc == seal.not_valid_before_utc
    assert extension(entry, x509.CRLReason).reason is x509.ReasonFlags.key_compromise
    doubted = extension(entry, x509.InvalidityDate).invalidity_date_utc
    assert doubted == dt.datetime(2026, 11, 24, 17, 30, tzinfo=dt.UTC)  # midnight in Myanmar


def test_a_later_list_has_a_greater_number_and_one_without_seals_is_empty(authority):
    first, second = (
        sign_crl(authority, [], at=AT + dt.timedelta(seconds=later)) for later in (0, 1)
    )
    numbers = [extension(crl, x509.CRLNumber).crl_number for crl in (first, second)]
    assert numbers[0] < numbers[1]
    assert len(list(first)) == 0


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\nMC4C"])
def test_a_file_that_is_no_key_is_not_taken_for_that_of_the_root(authority, tmp_path, content):
    (tmp_path / "root.key.pem").write_bytes(content)
    root = authority.certificate.public_bytes(serialization.Encoding.PEM)
    with pytest.raises(InvalidRootKey, match="cannot be read"):
        load_root_authority(root, tmp_path / "root.key.pem")


def test_the_root_is_loaded_with_its_own_key_only(authority, tmp_path):
    root = authority.certificate.public_bytes(serialization.Encoding.PEM)
    write_private_key(tmp_path / "own.pem", authority.key)
    write_private_key(tmp_path / "other.pem", ec.generate_private_key(ec.SECP256R1()))
    loaded = load_root_authority(root, tmp_path / "own.pem")
    assert loaded.key.public_key() == authority.key.public_key()
    with pytest.raises(InvalidRootKey, match="not the private key of the root"):
        load_root_authority(root, tmp_path / "other.pem")
