"""Each picture is stored once, and goes with the last version that shows it."""

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from certification.designs.drafts import (
    discard_draft,
    save_draft,
)
from certification.designs.images import prepare_emblem
from tests.certification.design_factories import (
    intricate,
    make_draft,
)

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def test_a_draft_is_written_over_and_its_old_pictures_go(design):
    first = save_draft(design, make_draft(has_emblem=True), by=None)
    name = first.emblem.name
    second = save_draft(design, make_draft(signers=3), by=None)
    assert first.pk == second.pk
    assert second.signatories.count() == 3
    assert not default_storage.exists(name)


def test_a_picture_is_stored_once_under_a_name_nobody_can_guess(design):
    version = save_draft(design, make_draft(has_signatures=True), by=None)
    names = {who.image.name for who in version.signatories.all()}
    assert len(names) == 1
    assert len(names.pop()) > len("designs/.png") + 30


def test_a_discarded_draft_takes_its_own_pictures_along_and_no_others(design, published):
    own = prepare_emblem(intricate((300, 300), 4))
    draft = save_draft(design, make_draft(has_emblem=True, emblem=own), by=None)
    discard_draft(design)
    assert not default_storage.exists(draft.emblem.name)
    assert default_storage.exists(published.emblem.name)


def test_a_picture_that_somebody_else_has_just_taken_away_is_stored_anew(design, monkeypatch):
    pictured = make_draft(has_emblem=True)
    save_draft(design, pictured, by=None)

    def atomic():
        monkeypatch.undo()
        save_draft(design, make_draft(), by=None)
        return transaction.atomic()

    monkeypatch.setattr("certification.designs.drafts.transaction.atomic", atomic)
    version = save_draft(design, pictured, by=None)
    assert default_storage.exists(version.emblem.name)
