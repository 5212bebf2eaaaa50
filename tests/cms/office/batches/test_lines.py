"""People of a batch are found, and told in words what became of them."""

import pytest

from certification.batches.worker import process_batch
from certification.models import Batch, BatchLine, BatchStage
from tests.certification.batch_factories import (
    make_batch,
    worked_off,
)
from tests.cms.office.batches.screens import act, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("machinery")]


def test_failed_people_are_told_in_words_found_and_tried_again(client, registrar, country):
    batch = make_batch(2, office=country["MOE-1"], by=registrar)
    act(client, batch, "start", confirmed="on")
    first = batch.lines.first()
    BatchLine.objects.filter(pk=first.pk).update(tries=5, last_error="Overflow: no room in words")
    process_batch(Batch.objects.get(), seconds=600)
    failed = f"{url('detail', batch)}?state=failed"
    assert f'href="{failed}#people"' in client.get(url("detail", batch)).content.decode()
    page = client.get(failed)
    assert [row.line.pk for row in page.context["lines"]] == [first.pk]
    assert "SheetOverflow" not in page.content.decode()
    act(client, batch, "retry")
    assert Batch.objects.get().stage == BatchStage.RUNNING


def test_people_are_found_by_name_number_and_code(client, registrar, country):
    batch = worked_off(make_batch(2, office=country["MOE-1"], by=registrar))
    line = batch.lines.last()
    line.person.name_my, line.person.name_en = "မြမြ", "Mya Mya"
    line.person.save()
    for asked in ("mya mya", "မြမြ", line.person.staff_number.lower(), line.certificate.code):
        lines = client.get(url("detail", batch), {"q": asked}).context["lines"]
        assert [row.line.pk for row in lines] == [line.pk]
