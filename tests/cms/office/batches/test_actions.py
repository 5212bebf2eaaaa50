"""A batch is stopped, resumed and thrown away, and its files are fetched."""

import pytest

from certification.batches.files import build_batch_files
from certification.models import Batch, BatchStage
from tests.certification.batch_factories import (
    make_batch,
    worked_off,
)
from tests.cms.office.batches.screens import act, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("machinery")]


def test_files_that_the_storage_has_lost_are_offered_anew(client, registrar, country):
    batch = worked_off(make_batch(1, office=country["MOE-1"], by=registrar))
    batch.files.storage.delete(batch.files.name)
    page = client.get(url("detail", batch)).content.decode()
    assert url("files", batch) not in page
    assert 'value="files"' in page
    assert client.get(url("files", batch)).status_code == 404
    act(client, batch, "files")
    build_batch_files(batch)
    assert url("files", batch) in client.get(url("detail", batch)).content.decode()


def test_it_is_stopped_resumed_and_thrown_away_only_when_that_can_be(client, registrar, country):
    batch = make_batch(1, office=country["MOE-1"], by=registrar)
    act(client, batch, "stop")
    assert Batch.objects.get().stage == BatchStage.PREPARED
    act(client, batch, "start", confirmed="on")
    act(client, batch, "discard")
    act(client, batch, "stop")
    assert Batch.objects.get().stage == BatchStage.STOPPED
    act(client, batch, "resume")
    assert Batch.objects.get().stage == BatchStage.RUNNING
    assert act(client, batch, "nonsense").status_code == 404
