"""Whom a design serves, and how its versions are told apart."""

import pytest
from django.db import IntegrityError, transaction

from certification.designs.drafts import publish_draft, save_draft
from certification.models import DesignVersion, Signatory
from certification.models.design import VersionIsImmutable
from people.models import Agency
from tests.certification.conftest import AT
from tests.certification.design_factories import make_design, make_draft
from tests.certification.factories import make_office


def test_a_design_serves_its_agency_and_all_below_and_one_without_an_agency_serves_all(db):
    office = Agency.objects.get(pk=make_office().pk)
    ministry = office.get_parent()
    own = make_design("own", agency=ministry)
    assert own.serves(ministry)
    assert own.serves(office)
    below = make_design("below", agency=office)
    assert below.serves(office)
    assert not below.serves(ministry)
    assert make_design("national").serves(office)


def test_a_design_has_one_draft_at_a_time(db):
    design = make_design()
    draft = save_draft(design, make_draft(), by=None)
    assert list(DesignVersion.objects.drafts()) == [draft]
    with pytest.raises(IntegrityError), transaction.atomic():
        DesignVersion.objects.create(design=design, number=2, made_at=AT)
    publish_draft(design)
    assert not DesignVersion.objects.drafts().exists()
    assert DesignVersion.objects.published().get() == draft


def test_a_version_is_named_after_its_design_and_number(db):
    assert str(save_draft(make_design("own"), make_draft(), by=None)) == "own-1"


def test_a_draft_in_memory_that_somebody_has_published_is_not_saved(db):
    design = make_design()
    draft = save_draft(design, make_draft(), by=None)
    publish_draft(design)
    assert draft.published_at is None
    with pytest.raises(VersionIsImmutable):
        draft.save()


def test_four_signatories_at_most_sign_a_version(db):
    draft = save_draft(make_design(), make_draft(signers=4), by=None)
    for position in (0, 5):
        with pytest.raises(IntegrityError), transaction.atomic():
            Signatory.objects.create(version=draft, position=position)
