"""A picture stays until it is taken away."""

import pytest

from certification.designs.drafts import load_draft, save_draft
from tests.certification.design_factories import (
    PEOPLE,
    make_draft,
)
from tests.cms.office.designs.screens import address, write

pytestmark = pytest.mark.django_db


def test_pictures_stay_until_they_are_taken_away(client, registrar, design):
    save_draft(design, make_draft(has_emblem=True, has_signatures=True), by=None)
    write(client, design, place_1=2, place_2=1)
    draft = load_draft(design.versions.get())
    assert [who.names["en"] for who in draft.signers] == [PEOPLE[1][1], PEOPLE[0][1]]
    assert all(who.image for who in draft.signers)
    assert draft.emblem
    write(client, design, emblem_off="on", image_off_1="on")
    draft = load_draft(design.versions.get())
    assert draft.emblem is None
    assert [bool(who.image) for who in draft.signers] == [False, True]


def test_only_a_stored_picture_is_offered_to_be_taken_away(client, registrar, design):
    save_draft(design, make_draft(has_signatures=True), by=None)
    write(client, design, image_off_2="on")
    page = client.get(address("edit", design)).content.decode()
    assert [f'name="image_off_{row}"' in page for row in (1, 2, 3)] == [True, False, False]
