"""What a registrar does with a batch: prepares, starts, stops, tries again, throws away."""

import pytest

from certification.batches.files import build_batch_files
from certification.batches.lifecycle import (
    EmptyBatch,
    WrongStage,
    count_batch_lines,
    discard_batch,
    prepare_batch,
    regenerate_files,
    resume_batch,
    retry_failed_lines,
    start_batch,
    stop_batch,
)
from certification.batches.worker import process_batch
from certification.designs.drafts import publish_draft, retire_design, save_draft
from certification.models import Batch, BatchLine, BatchStage, Certificate
from tests.certification.batch_factories import (
    DAY,
    TITLES,
    make_batch,
    names_in_zip,
    started,
)
from tests.certification.design_factories import make_design, make_draft
from tests.certification.factories import make_office
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_stopped_batch_rests_until_it_is_resumed():
    batch = started(make_batch(2))
    stop_batch(batch)
    process_batch(batch)
    assert count_batch_lines(batch).sealed == 0
    assert Batch.objects.get().stage == BatchStage.STOPPED
    resume_batch(batch)
    process_batch(batch)
    assert Batch.objects.get().stage == BatchStage.FINISHED


@pytest.mark.parametrize("act", [start_batch, resume_batch, discard_batch, regenerate_files])
def test_what_the_stage_does_not_allow_is_refused(act):
    batch = started(make_batch(1))
    with pytest.raises(WrongStage):
        act(batch)
    assert BatchLine.objects.count() == 1


def test_failed_lines_are_tried_again_when_a_registrar_says_so():
    batch = started(make_batch(2))
    batch.lines.filter(number=1).update(tries=BatchLine.MAX_TRIES)
    process_batch(batch)
    build_batch_files(batch)
    assert count_batch_lines(batch).failed == 1
    assert retry_failed_lines(batch) == 1
    process_batch(batch)
    build_batch_files(batch)
    assert count_batch_lines(batch).sealed == 2
    assert len(names_in_zip(Batch.objects.get())) == 3


def test_a_prepared_batch_is_thrown_away_whole():
    batch = make_batch(2)
    process_batch(batch)
    assert not Certificate.objects.exists()
    discard_batch(batch)
    assert not Batch.objects.exists()


def test_a_batch_needs_somebody():
    batch = Batch(kind="prior", titles=TITLES, agency=make_office(), completed_on=DAY)
    with pytest.raises(EmptyBatch):
        prepare_batch(batch, [], by=PersonFactory())
    assert not Batch.objects.exists()


def test_a_design_published_or_retired_halfway_changes_no_batch_that_has_begun():
    old = make_design("old", "classroom")
    save_draft(old, make_draft("classroom"), by=None)
    version = publish_draft(old)
    batch = started(make_batch(2))
    process_batch(batch, seconds=-1)
    new = make_design("new", "classroom", batch.agency)
    save_draft(new, make_draft("classroom"), by=None)
    publish_draft(new)
    retire_design(old)
    process_batch(batch)
    assert {line.certificate.design for line in batch.lines.all()} == {version}
