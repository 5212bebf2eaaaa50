from certification.batches.worker import process_batch
from certification.models import Batch, BatchStage, Certificate, Evidence, LogEntry
from tests.certification.batch_factories import make_batch, started
from tests.threads import at_once


def test_three_workers_at_once_share_the_work_and_give_one_of_everything(committed_db):
    batch = started(make_batch(9))
    at_once(*[lambda: process_batch(Batch.objects.get(), seconds=600)] * 3)
    assert Batch.objects.get().stage == BatchStage.FINISHED
    assert set(batch.lines.values_list("tries", flat=True)) == {1}
    assert Certificate.objects.count() == Evidence.objects.count() == LogEntry.objects.count() == 9
    assert list(LogEntry.objects.values_list("position", flat=True)) == list(range(9))
