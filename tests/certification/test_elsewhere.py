"""What programs not written here say of what we issue."""

import json
from pathlib import Path

import pytest

from certification import identity, status
from tests.services import run_node

SCRIPT = Path(__file__).parent / "check_credential.mjs"


@pytest.fixture
def verified(machinery_folder, tmp_path):
    def verify(text):
        (tmp_path / "did.json").write_text(json.dumps(identity.did_document()))
        (tmp_path / "credential.json").write_text(text)
        files = (
            machinery_folder / "contexts",
            tmp_path / "did.json",
            tmp_path / "credential.json",
        )
        result = run_node(SCRIPT, *files, capture_output=True)
        return result.stdout.strip() == "verified", result.stderr

    return verify


def test_digital_bazaars_library_accepts_the_credential(sealed, verified):
    assert verified(sealed.credential) == (True, "")


def test_it_refuses_a_changed_one(sealed, verified):
    accepted, why = verified(sealed.credential.replace('"86"', '"99"'))
    assert not accepted
    assert "Invalid signature" in why


def test_it_accepts_the_status_list(sealed, verified):
    accepted, why = verified(status.current_list(1))
    assert accepted, why
