"""What a correction writes, and what is none."""

import pytest

from certification.actions.corrections import NothingToCorrect
from certification.actions.requests import request_action
from certification.issuing.issue import issue_certificate
from certification.models import ActionRequest, Evidence
from certification.sealing.seal import seal_certificate
from people.models import Person
from tests.certification.factories import completed_enrolment
from tests.people.factories import PersonFactory


def test_a_correction_writes_anew_what_it_names_and_the_person(sealed, registrar):
    changes = {
        "person": {"honorific": "daw", "name_my": "ခင်မျိုးသန္တာ", "name_en": "Khin Thanda"},
        "position": {"en": "Deputy Director"},
        "agency": {"en": "Hinthada Office"},
        "course": {"en": "Personal data"},
    }
    new = request_action(sealed, "correct", by=registrar, reason="place", changes=changes).result
    assert new.facts["person"]["names"]["en"] == "Daw Khin Thanda"
    assert new.facts["person"]["subject"] == sealed.facts["person"]["subject"]
    assert new.facts["position"] == {**sealed.facts["position"], "en": "Deputy Director"}
    assert new.facts["agency"]["code"] == sealed.facts["agency"]["code"]
    assert new.facts["agency"]["names"]["en"] == "Hinthada Office"
    assert new.facts["course"]["titles"]["en"] == "Personal data"
    sealed.person.refresh_from_db()
    assert sealed.person.name_en == "Khin Thanda"
    assert Evidence.objects.get().certificate == new
    assert seal_certificate(new).pdf_digest


def test_a_correction_that_corrects_nothing_is_refused(sealed, registrar):
    for changes in ({}, {"position": {"en": "Staff Officer"}}):
        with pytest.raises(NothingToCorrect):
            request_action(sealed, "correct", by=registrar, reason="place", changes=changes)
    assert not ActionRequest.objects.exists()


@pytest.fixture
def typed(db):
    """The certificate of a citizen who typed the name."""
    person = PersonFactory(is_name_confirmed=False)
    return seal_certificate(issue_certificate(completed_enrolment(person=person)))


def test_a_name_that_a_registrar_corrected_is_confirmed(typed, registrar):
    changes = {"person": {"honorific": "daw", "name_my": "ခင်မျိုး", "name_en": "Khin Myo"}}
    new = request_action(typed, "correct", by=registrar, reason="renamed", changes=changes).result
    typed.person.refresh_from_db()
    assert new.facts["person"]["is_confirmed"]
    assert typed.person.is_name_confirmed


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_a_replacement_says_that_the_name_was_confirmed_since(typed, registrar, is_confirmed):
    Person.objects.filter(pk=typed.person_id).update(is_name_confirmed=is_confirmed)
    typed.refresh_from_db()
    new = request_action(typed, "replace", by=registrar, reason="sheet").result
    assert new.facts["person"] == {**typed.facts["person"], "is_confirmed": is_confirmed}
    typed.refresh_from_db()
    assert not typed.facts["person"]["is_confirmed"]
