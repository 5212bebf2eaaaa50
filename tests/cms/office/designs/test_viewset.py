import datetime as dt
import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from certification.designs.drafts import load_draft, publish_draft, save_draft
from certification.facts.wording import default_words
from certification.models import Design
from certification.rendering.style import Colours
from tests.certification.design_factories import (
    EMBLEM_TEXT,
    PEOPLE,
    drawn,
    make_design,
    make_draft,
    scribble,
)
from tests.courses.factories import make_course
from tests.people.factories import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
PAGES = ("detail", "edit", "publish", "discard", "retire", "bring_back")
PICTURES = ("preview", "preview_picture", "thumbnail")


@pytest.fixture
def design(country):
    return make_design("education", agency=country["MOE"])


@pytest.fixture
def foreign(country):
    design = make_design("health", agency=country["MOH"])
    save_draft(design, make_draft(), by=None)
    return design


def address(view, design):
    return reverse(f"designs:{view}", args=[design.pk])


def form(page, **changes):
    """What a browser would send back of the form, with changes; None leaves a field out."""
    sent = {}
    for field in page.context["form"]:
        value = field.value()
        if hasattr(field.field.widget, "widgets"):
            sent |= {
                f"{field.html_name}_{code}": (value or {}).get(code, "")
                for code in settings.CONTENT_LANGUAGES
            }
        elif value not in (None, False):
            sent[field.html_name] = value
    return {name: value for name, value in {**sent, **changes}.items() if value is not None}


def write(client, design, **changes):
    page = client.get(address("edit", design))
    return client.post(address("edit", design), form(page, **changes))


def signatory(row, place):
    my, en, position, english = PEOPLE[row - 1]
    return {
        f"place_{row}": place,
        f"names_{row}_my": my,
        f"names_{row}_en": en,
        f"positions_{row}_my": position,
        f"positions_{row}_en": english,
    }


def test_a_registrar_makes_a_design_and_lands_on_its_draft(client, registrar):
    answer = client.post(
        reverse("designs:add"),
        {
            "names_my": "ဒီဇိုင်း",
            "names_en": "Plain",
            "key": "plain",
            "kind": "classroom",
            "agency": "MOE-1",
        },
    )
    design = Design.objects.get()
    assert answer["Location"] == address("edit", design)
    assert (design.agency.code, design.kind) == ("MOE-1", "classroom")


@pytest.mark.parametrize("agency", ["", "MOH", "GOV"])
def test_a_ministry_s_registrar_makes_none_for_others(client, registrar, agency):
    page = client.post(
        reverse("designs:add"),
        {"names_my": "က", "names_en": "A", "key": "a", "kind": "course", "agency": agency},
    )
    assert page.context["form"].errors["agency"]
    assert not Design.objects.exists()


def test_no_design_takes_the_name_of_the_built_in_look(client, registrar):
    form = {"names_my": "က", "names_en": "A", "key": "lacquer", "kind": "course", "agency": "MOE"}
    page = client.post(reverse("designs:add"), form)
    assert list(page.context["form"].errors) == ["key"]
    assert not Design.objects.exists()


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


def test_a_draft_is_published_edited_discarded_and_retired(client, registrar, design):
    write(client, design)
    assert client.get(address("publish", design)).status_code == 200
    assert not design.versions.published().exists()
    client.post(address("publish", design))
    first = design.versions.get()
    assert first.published_at
    write(client, design, paper="a4-portrait")
    assert design.versions.count() == 2
    client.post(address("discard", design))
    assert design.versions.get() == first
    client.post(address("retire", design))
    assert Design.objects.get(pk=design.pk).retired_at
    client.post(address("bring_back", design))
    assert Design.objects.get(pk=design.pk).retired_at is None


def test_publishing_what_no_longer_fits_says_why(client, registrar, design, country):
    write(client, design)
    person = PersonFactory(name_my="ခင်မျိုးသန္တာ" * 9, name_en="Khin")
    PostingFactory(agency=country["MOE-1"], person=person)
    make_course(titles={"my": "ရုံးသုံးစာ " * 200, "en": "Office"})
    page = client.post(address("publish", design), follow=True).content.decode()
    assert "ခင်မျိုးသန္တာခင်မျိုးသန္တာ" in page
    assert not design.versions.published().exists()


def test_publishing_without_a_draft_is_told(client, registrar, design):
    assert client.post(address("publish", design), follow=True).status_code == 200
    assert not design.versions.exists()


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


@pytest.mark.parametrize("view", PAGES)
def test_a_foreign_design_is_not_found_in_any_view(client, registrar, foreign, view):
    assert client.get(address(view, foreign)).status_code == 404
    assert client.post(address(view, foreign)).status_code == 404
    assert (foreign.versions.published().count(), foreign.versions.count()) == (0, 1)


@pytest.mark.parametrize("view", PICTURES)
def test_a_foreign_version_is_not_shown(client, registrar, foreign, view):
    assert client.get(address(view, foreign.versions.get())).status_code == 404


def test_the_list_shows_own_designs_or_says_what_is_used_without(client, registrar, foreign):
    page = client.get(reverse("designs:index")).content.decode()
    assert reverse("designs:add") in page
    assert "health" not in page
    design = make_design("own", agency=registrar.roles.get().agency)
    save_draft(design, make_draft(), by=None)
    page = client.get(reverse("designs:index")).content.decode()
    assert address("thumbnail", design.versions.get()) in page
    assert f'href="{address("detail", design)}"' in page


def test_pages_stay_within_their_budgets(
    client,
    registrar,
    design,
    country,
    django_assert_max_num_queries,
):
    for number in range(4):
        other = make_design(f"d{number}", agency=country["MOE"])
        save_draft(other, make_draft(), by=None)
        publish_draft(other, at=dt.datetime(2026, 11, 24, tzinfo=dt.UTC))
    save_draft(design, make_draft(), by=None)
    client.get(reverse("designs:index"))
    with django_assert_max_num_queries(16):
        client.get(reverse("designs:index"))
    for view in ("detail", "edit"):
        with django_assert_max_num_queries(18):
            client.get(address(view, design))
