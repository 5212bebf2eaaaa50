"""A version is seen as sheet and picture by those who keep it."""

import io

import pytest
from PIL import Image

from certification.designs.drafts import save_draft
from tests.certification.design_factories import make_draft
from tests.cms.office.designs.screens import address
from tests.people.factories import PersonFactory, PostingFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


PICTURES = ("preview", "preview_picture", "thumbnail")


def test_a_version_is_shown_as_pdf_as_picture_and_small(client, registrar, design):
    save_draft(design, make_draft(paper="a4-portrait"), by=None)
    version = design.versions.get()
    assert client.get(address("preview", version)).content.startswith(b"%PDF-")
    large, small = (
        Image.open(io.BytesIO(client.get(address(view, version)).content)) for view in PICTURES[1:]
    )
    assert (large.width, small.width) == (1400, 320)
    assert large.height > large.width


def test_a_preview_names_nobody_of_another_ministry(client, registrar, design, country):
    from certification.designs.samples import find_longest_words

    PostingFactory(agency=country["MOH"], person=PersonFactory(name_en="Khin Khin Win Myint Aung"))
    PostingFactory(agency=country["MOE-1"], person=PersonFactory(name_en="Mya Aye"))
    assert find_longest_words(design).name["en"] == "Daw Mya Aye"


@pytest.mark.parametrize("view", PICTURES)
def test_a_foreign_version_is_not_shown(client, registrar, foreign, view):
    assert client.get(address(view, foreign.versions.get())).status_code == 404
