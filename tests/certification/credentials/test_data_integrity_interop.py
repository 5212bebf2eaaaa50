"""What programs not written here say of what we issue."""

import datetime as dt
import json
from pathlib import Path

import pytest

from certification.credentials import did, status_list
from certification.credentials.clr import write_clr
from certification.credentials.data_integrity import CRYPTOSUITES
from tests.services import run_node

pytestmark = pytest.mark.any_database

SCRIPT = Path(__file__).parent / "check_credential.mjs"
AT = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)


@pytest.fixture
def verified(machinery_folder, tmp_path):
    def verify(text, suite="eddsa-rdfc-2022"):
        (tmp_path / "did.json").write_text(json.dumps(did.build_did_document()))
        (tmp_path / "credential.json").write_text(text)
        files = (
            machinery_folder / "contexts",
            tmp_path / "did.json",
            tmp_path / "credential.json",
        )
        result = run_node(SCRIPT, *files, suite, capture_output=True)
        return result.stdout.strip() == "verified", result.stderr

    return verify


@pytest.mark.parametrize("suite", list(CRYPTOSUITES))
def test_digital_bazaars_library_accepts_the_credential_by_each_suite(sealed, verified, suite):
    assert verified(sealed.credential, suite) == (True, "")


@pytest.mark.parametrize("suite", list(CRYPTOSUITES))
def test_it_refuses_a_changed_one(sealed, verified, suite):
    accepted, why = verified(sealed.credential.replace('"86"', '"99"'), suite)
    assert not accepted
    assert "Invalid signature" in why


@pytest.mark.parametrize("suite", list(CRYPTOSUITES))
def test_it_accepts_the_status_list(sealed, verified, suite):
    accepted, why = verified(status_list.get_status_list(1), suite)
    assert accepted, why


def test_it_accepts_the_learner_record_and_no_changed_one(sealed, verified):
    text = write_clr(sealed.person, at=AT)
    accepted, why = verified(text, "eddsa-jcs-2022")
    assert accepted, why
    assert not verified(text.replace('"86"', '"99"'), "eddsa-jcs-2022")[0]
