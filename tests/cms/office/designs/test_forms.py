"""A draft is written from the form, or told at its field."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from certification.designs.drafts import load_draft, save_draft
from certification.facts.wording import default_words
from certification.rendering.style import Colours
from tests.certification.design_factories import (
    EMBLEM_TEXT,
    PEOPLE,
    drawn,
    make_draft,
    scribble,
)
from tests.cms.office.designs.screens import address, form, signatory, write

pytestmark = [pytest.mark.any_database, pytest.mark.slow, pytest.mark.django_db]


def test_the_form_begins_with_the_built_in_look_and_words(client, registrar, design):
    answer = write(client, design)
    assert answer["Location"] == address("detail", design)
    draft = load_draft(design.versions.get())
    assert dict(draft.colours) == vars(Colours())
    assert dict(draft.wording) == default_words("course")
    assert len(draft.signers) == 2
    assert design.versions.get().made_by == registrar


def test_everything_is_written_without_a_script(client, registrar, design):
    changes = {"paper": "a4-portrait", "background": "frame", "colour_primary": "#0A4B5E"}
    changes |= {"wording_title_my": "ဂုဏ်ပြုလွှာ", "wording_title_en": "Honour"}
    changes |= {"emblem": SimpleUploadedFile("e.png", drawn((500, 500)).getvalue())}
    changes |= {"emblem_text_my": EMBLEM_TEXT["my"], "emblem_text_en": EMBLEM_TEXT["en"]}
    changes |= signatory(1, 3) | signatory(2, "") | signatory(3, 1) | signatory(4, 2)
    changes |= {"image_4": SimpleUploadedFile("s.jpg", scribble().read())}
    assert write(client, design, **changes).status_code == 302
    draft = load_draft(design.versions.get())
    assert (draft.paper, draft.background) == ("a4-portrait", "frame")
    assert draft.colours["primary"] == "#0a4b5e"
    assert draft.wording["title"]["en"] == "Honour"
    assert [who.names["en"] for who in draft.signers] == [PEOPLE[n][1] for n in (2, 3, 0)]
    assert [bool(who.image) for who in draft.signers] == [False, True, False]
    assert draft.emblem_text == EMBLEM_TEXT
    assert Image.open(io.BytesIO(draft.emblem)).format == "PNG"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("colour_ink", {"colour_ink": "#e0d0b0"}),
        ("wording_title", {"wording_title_en": ""}),
        ("names_2", {"names_2_en": ""}),
        ("names_1", {"positions_1_en": "Director of very many things " * 8}),
        ("emblem", {"emblem": SimpleUploadedFile("x.svg", b"<svg/>")}),
        ("image_1", {"image_1": SimpleUploadedFile("x.png", b"\x89PNG no")}),
        ("paper", {"paper": "a0"}),
        ("__all__", {"place_1": 2}),
        ("__all__", {"place_1": "", "place_2": ""}),
    ],
)
def test_what_is_refused_is_told_at_its_field_and_nothing_is_written(
    client, registrar, design, field, changes
):
    page = write(client, design, **changes)
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert str(page.context["form"].errors[field][0]) in page.content.decode()
    assert not design.versions.exists()


def test_a_form_opened_before_somebody_else_saved_is_refused(client, registrar, design):
    save_draft(design, make_draft(), by=None)
    sent = form(client.get(address("edit", design)), paper="letter-landscape")
    save_draft(design, make_draft(signers=3), by=None)
    page = client.post(address("edit", design), sent)
    assert page.context["form"].non_field_errors()
    assert design.versions.get().signatories.count() == 3


def test_of_two_who_save_at_once_the_second_overwrites_nothing(
    client, registrar, design, monkeypatch
):
    save_draft(design, make_draft(), by=None)
    sent = form(client.get(address("edit", design)), paper="letter-landscape")

    def judged_slowly(*_):
        monkeypatch.undo()
        save_draft(design, make_draft(signers=3), by=None)

    monkeypatch.setattr("certification.designs.drafts.validate_design", judged_slowly)
    page = client.post(address("edit", design), sent)
    assert page.context["form"].non_field_errors()
    assert design.versions.get().signatories.count() == 3
