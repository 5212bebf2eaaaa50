import datetime as dt

import pytest

from certification.designs.drafts import (
    NothingToPublish,
    discard_draft,
    load_draft,
    publish_draft,
    restore_design,
    retire_design,
    save_draft,
)
from certification.designs.validation import InvalidDesign
from certification.facts.awards import award_from_enrolment
from certification.issuing.designs import select_design
from certification.issuing.issue import issue_certificate, reissue_certificate
from certification.models import Design, DesignVersion, VersionIsImmutable
from certification.rendering.style import load_style
from certification.sealing.seal import seal_certificate
from tests.certification.design_factories import (
    make_design,
    make_draft,
)
from tests.certification.factories import completed_enrolment, make_office
from tests.courses.factories import make_course
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.any_database, pytest.mark.slow, pytest.mark.django_db]
AT = dt.datetime(2026, 11, 24, 6, 0, tzinfo=dt.UTC)


def test_a_draft_is_kept_as_it_was_written(design, registrar):
    draft = make_draft(signers=4, has_emblem=True, has_signatures=True, paper="a4-portrait")
    version = save_draft(design, draft, by=registrar, at=AT)
    assert (version.number, version.published_at, version.made_by) == (1, None, registrar)
    assert load_draft(version) == draft
    assert load_style(version) == draft.style()


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


@pytest.mark.slow
def test_publishing_judges_anew_what_the_records_hold_by_then(design):
    save_draft(design, make_draft(), by=None)
    make_course(titles={"my": "ရုံးသုံးစာ " * 200, "en": "Office"})
    with pytest.raises(InvalidDesign):
        publish_draft(design)
    assert design.versions.get().published_at is None
