"""What a correction writes, and what is none."""

import pytest

from certification.actions.corrections import NothingToCorrect
from certification.actions.requests import request_action
from certification.models import ActionRequest, Evidence
from certification.sealing.seal import seal_certificate


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
