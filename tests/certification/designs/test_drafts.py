import dataclasses
import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import override

from certification.designs.drafts import (
    NothingToPublish,
    discard_draft,
    load_draft,
    publish_draft,
    restore_design,
    retire_design,
    save_draft,
)
from certification.designs.images import prepare_emblem
from certification.designs.samples import find_longest_words
from certification.designs.validation import InvalidDesign
from certification.facts.awards import award_from_enrolment
from certification.issuing.designs import select_design
from certification.issuing.issue import issue_certificate, reissue_certificate
from certification.models import Design, DesignVersion, VersionIsImmutable
from certification.rendering.colours import contrast_ratio
from certification.rendering.style import Colours, load_style
from certification.sealing.seal import seal_certificate
from tests.certification.design_factories import (
    intricate,
    make_design,
    make_draft,
    make_signers,
)
from tests.certification.factories import completed_enrolment, make_office
from tests.courses.factories import make_course
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 6, 0, tzinfo=dt.UTC)


@pytest.fixture
def design():
    return make_design()


@pytest.fixture
def published(design, registrar):
    save_draft(design, make_draft(has_emblem=True, has_signatures=True), by=registrar, at=AT)
    return publish_draft(design, at=AT)


def fields_of(refusal):
    return {problem.field for problem in refusal.value.problems}


def refused(design, **changes):
    with pytest.raises(InvalidDesign) as refusal:
        save_draft(design, make_draft(**changes), by=None)
    assert not design.versions.exists()
    assert all(problem.message for problem in refusal.value.problems)
    return fields_of(refusal)


def test_a_draft_is_kept_as_it_was_written(design, registrar):
    draft = make_draft(signers=4, has_emblem=True, has_signatures=True, paper="a4-portrait")
    version = save_draft(design, draft, by=registrar, at=AT)
    assert (version.number, version.published_at, version.made_by) == (1, None, registrar)
    assert load_draft(version) == draft
    assert load_style(version) == draft.look()


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


def test_a_draft_serves_nobody_until_it_is_published(design, enrolment):
    save_draft(design, make_draft(), by=None)
    assert select_design(award_from_enrolment(enrolment)) is None
    version = publish_draft(design)
    assert select_design(award_from_enrolment(enrolment)) == version


def test_an_edit_of_what_is_published_begins_the_next_number(design, published):
    before = load_draft(published)
    draft = save_draft(design, make_draft(paper="letter-landscape"), by=None)
    assert draft.number == 2
    assert load_draft(DesignVersion.objects.get(pk=published.pk)) == before
    discard_draft(design)
    assert [version.number for version in design.versions.all()] == [1]
    assert load_style(published).emblem


def test_a_published_version_never_changes(published):
    published.paper = "a4-portrait"
    with pytest.raises(VersionIsImmutable):
        published.save()
    with pytest.raises(VersionIsImmutable):
        published.delete()
    versions = DesignVersion.objects.filter(pk=published.pk)
    with pytest.raises(VersionIsImmutable):
        versions.update(paper="a4-portrait")
    with pytest.raises(VersionIsImmutable):
        versions.delete()
    who = published.signatories.first()
    for act in (who.save, who.delete, published.signatories.all().delete):
        with pytest.raises(VersionIsImmutable):
            act()
    with pytest.raises(VersionIsImmutable):
        published.signatories.update(position=4)


def test_one_that_a_certificate_rests_on_never_changes_either(design, enrolment, certificate):
    draft = save_draft(design, make_draft(), by=None)
    type(certificate).objects.filter(pk=certificate.pk).update(design=draft)
    with pytest.raises(VersionIsImmutable):
        draft.save()


def test_there_must_be_a_draft_to_publish(design, published):
    with pytest.raises(NothingToPublish):
        publish_draft(design)


def test_a_retired_design_serves_nobody_until_it_is_brought_back(design, published, enrolment):
    retire_design(design)
    assert select_design(award_from_enrolment(enrolment)) is None
    restore_design(Design.objects.get())
    assert select_design(award_from_enrolment(enrolment)) == published


def test_the_nearest_agency_s_design_serves(published):
    office = make_office()
    own = make_design("own", agency=office.get_parent())
    save_draft(own, make_draft(), by=None)
    version = publish_draft(own)
    assert select_design(award_from_enrolment(completed_enrolment(office=office))) == version


def test_a_certificate_keeps_its_design_through_redesign_and_correction(published, design):
    certificate = issue_certificate(completed_enrolment())
    save_draft(design, make_draft(signers=1, paper="a4-portrait"), by=None)
    publish_draft(design)
    seal_certificate(certificate)
    assert certificate.facts["design"] == "national-1"
    assert len(certificate.facts["signatories"]) == 2
    new = reissue_certificate(certificate, by=PersonFactory(admin=True))
    assert new.design == published


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
def test_publishing_judges_anew_what_the_records_hold_by_then(design):
    save_draft(design, make_draft(), by=None)
    make_course(titles={"my": "ရုံးသုံးစာ " * 200, "en": "Office"})
    with pytest.raises(InvalidDesign):
        publish_draft(design)
    assert design.versions.get().published_at is None


def test_names_of_other_agencies_are_not_shown():
    ours, theirs = AgencyFactory(code="OURS"), AgencyFactory(code="THEIRS")
    PostingFactory(agency=ours, person=PersonFactory(name_en="Mya Mya Aye"))
    PostingFactory(agency=theirs, person=PersonFactory(name_en="Khin Khin Win Myint Aung Htun"))
    names = find_longest_words(make_design(agency=ours)).name
    assert "Mya Mya Aye" in names["en"]


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
