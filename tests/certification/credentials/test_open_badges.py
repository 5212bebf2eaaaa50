import json
import uuid

import pytest

from certification.credentials import open_badges
from certification.credentials.data_integrity import (
    UndefinedTerm,
)
from certification.credentials.open_badges import write_credential

pytestmark = pytest.mark.any_database


def test_the_same_facts_give_the_same_bytes(sealed):
    again = write_credential(sealed.facts, status_index=sealed.status_index)
    assert again == sealed.credential


def test_the_writer_itself_refuses_a_dropped_term(sealed, monkeypatch):
    monkeypatch.setattr(open_badges, "build_identity_object", lambda name: {"nameOfTea": name})
    with pytest.raises(UndefinedTerm):
        write_credential(sealed.facts, status_index=1)


def test_it_says_what_open_badges_wants(document, sealed):
    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    subject = document["credentialSubject"]
    assert uuid.UUID(subject["id"].removeprefix("urn:uuid:")) == sealed.person.subject_id
    assert [one["identityHash"] for one in subject["identifier"]] == [
        "ဒေါ်ခင်မျိုးသန္တာ",
        "Daw Khin Myo Thandar",
    ]
    assert subject["achievement"]["alignment"][0]["targetCode"] == "4.2"
    assert isinstance(document["credentialStatus"]["statusListIndex"], str)
    assert document["id"].endswith(f"/credentials/{sealed.uuid}")


def test_no_number_address_or_break_mark_is_in_it(sealed):
    for private in (sealed.person.staff_number, sealed.person.username, "\u200b", "@example"):
        assert private not in sealed.credential


def credential_of(facts):
    return write_credential(facts, status_index=7)


def with_name(sealed, **said):
    person = {key: sealed.facts["person"][key] for key in ("subject", "names")}
    return {**sealed.facts, "person": {**person, **said}}


def test_a_name_nobody_confirmed_is_no_name_the_issuer_vouches_for(sealed):
    subject = json.loads(credential_of(with_name(sealed, is_confirmed=False)))["credentialSubject"]
    assert {one["identityType"] for one in subject["identifier"]} == {"ext:selfAssertedName"}
    assert "no office has confirmed it" in subject["narrative"]


def test_a_confirmed_name_and_one_from_before_give_the_same_bytes_as_ever(sealed):
    before = credential_of(with_name(sealed))
    assert credential_of(with_name(sealed, is_confirmed=True)) == before
    assert "selfAsserted" not in before
    assert "narrative" not in json.loads(before)["credentialSubject"]
