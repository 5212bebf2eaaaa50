import dataclasses

import pytest
from django.utils.translation import override

from certification.designs.drafts import save_draft
from certification.designs.images import prepare_emblem
from certification.designs.validation import InvalidDesign
from certification.rendering.colours import contrast_ratio
from certification.rendering.style import Colours
from tests.certification.design_factories import (
    intricate,
    make_draft,
    make_signers,
)
from tests.courses.factories import make_course
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def fields_of(refusal):
    return {problem.field for problem in refusal.value.problems}


def refused(design, **changes):
    with pytest.raises(InvalidDesign) as refusal:
        save_draft(design, make_draft(**changes), by=None)
    assert not design.versions.exists()
    assert all(problem.message for problem in refusal.value.problems)
    return fields_of(refusal)


@pytest.mark.parametrize("name", ["primary", "ink", "muted"])
def test_words_that_do_not_stand_out_are_refused(design, name):
    colours = {**vars(Colours()), name: "#d8b46a"}
    assert refused(design, colours=colours) == {f"colours.{name}"}


@override("my")
def test_a_refusal_counts_in_the_reader_s_digits(design):
    long = {**make_draft().wording, "statement": {"my": "က" * 221, "en": "a"}}
    with pytest.raises(InvalidDesign, match="၂၂၀"):
        save_draft(design, make_draft(wording=long), by=None)
    with pytest.raises(InvalidDesign, match="၄"):
        save_draft(design, make_draft(colours={**vars(Colours()), "ink": "#d8b46a"}), by=None)


def test_dark_paper_and_no_colours_at_all_are_refused(design):
    assert "colours.paper" in refused(design, colours={**vars(Colours()), "paper": "#203040"})
    assert refused(design, colours={**vars(Colours()), "ink": "red"}) == {"colours.ink"}


@pytest.mark.slow
def test_on_plain_paper_the_contrast_is_that_to_white(design):
    colours = {**vars(Colours()), "paper": "#000000"}
    assert save_draft(design, make_draft(background="plain", colours=colours), by=None)


def test_contrast_is_measured_as_the_standard_says():
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_missing_words_are_refused(design):
    draft = make_draft(has_emblem=True)
    half = {**draft.wording, "title": {"my": "လက်မှတ်", "en": ""}}
    assert refused(design, wording=half) == {"wording.title"}
    assert refused(design, has_emblem=True, emblem_text={"my": "တံဆိပ်"}) == {"emblem_text"}
    nameless = dataclasses.replace(make_signers(1)[0], positions={"en": "Rector"})
    signers = (*make_signers(1), nameless)
    with pytest.raises(InvalidDesign) as refusal:
        save_draft(design, dataclasses.replace(draft, signers=signers), by=None)
    assert fields_of(refusal) == {"signatories.2"}
    assert refused(design, signers=0) == {"signatories"}


def test_a_signatory_without_room_is_refused_by_place(design):
    long = dataclasses.replace(make_signers(1)[0], positions={"my": "ညွှန်ကြားရေးမှူး" * 14, "en": "x"})
    draft = dataclasses.replace(make_draft(), signers=(*make_signers(1), long))
    with pytest.raises(InvalidDesign) as refusal:
        save_draft(design, draft, by=None)
    assert fields_of(refusal) == {"signatories.2"}


@pytest.mark.slow
def test_the_longest_real_name_decides_and_is_told(design):
    PersonFactory(name_my="ခင်မျိုးသန္တာ" * 9, name_en="Khin Myo")
    make_course(titles={"my": "ရုံးသုံးစာ " * 200, "en": "Office"})
    with pytest.raises(InvalidDesign) as refusal:
        save_draft(design, make_draft(), by=None)
    assert "ခင်မျိုးသန္တာခင်မျိုးသန္တာ" in refusal.value.problems[0].message


@pytest.mark.slow
def test_a_design_whose_files_would_be_heavy_is_refused_with_what_to_do(design):
    emblem = prepare_emblem(intricate((900, 900), 300))
    heavy = make_draft(signers=4, has_signatures=True, has_emblem=True, emblem=emblem)
    with pytest.raises(InvalidDesign) as refusal:
        save_draft(design, heavy, by=None)
    assert fields_of(refusal) == {"background"}
    assert "kB" in refusal.value.problems[0].message
    assert save_draft(design, dataclasses.replace(heavy, background="frame"), by=None)
    simple = make_draft(signers=4, has_signatures=True, has_emblem=True)
    assert save_draft(design, simple, by=None)
