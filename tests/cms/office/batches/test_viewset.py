import io
import zipfile

import pytest

from certification.batches.files import build_batch_files
from certification.batches.worker import process_batch
from certification.models import Batch, BatchStage, Certificate
from tests.certification.batch_factories import (
    make_batch,
    worked_off,
)
from tests.certification.factories import make_skill
from tests.cms.office.batches.screens import act, add, url
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("machinery")]


def test_a_registrar_prepares_compares_starts_and_fetches(client, registrar, people):
    skill = make_skill()
    pasted = "\n".join(f"{person.staff_number}, 9{n}" for n, person in enumerate(people))
    answer = add(client, pasted=pasted, **{"skills-0-skill": skill.pk, "skills-0-level": 2})
    batch = Batch.objects.get()
    assert answer["Location"] == url("detail", batch)
    assert (batch.stage, batch.created_by) == (BatchStage.PREPARED, registrar)
    page = client.get(url("detail", batch)).content.decode()
    assert all(person.staff_number in page for person in people)
    assert not Certificate.objects.exists()

    act(client, batch, "start")
    assert Batch.objects.get().stage == BatchStage.PREPARED
    act(client, batch, "start", confirmed="on")
    process_batch(Batch.objects.get(), seconds=600)
    build_batch_files(batch)

    assert sorted(Certificate.objects.values_list("facts__score", flat=True)) == [90, 91, 92]
    files = client.get(url("files", batch))
    content = io.BytesIO(b"".join(files.streaming_content))
    assert len(zipfile.ZipFile(content).namelist()) == 4
    register = client.get(url("register", batch))
    assert next(iter(register.streaming_content)).startswith(b"%PDF-")
    assert "private" in files["Cache-Control"]
    assert "attachment" in files["Content-Disposition"]


@pytest.mark.parametrize("kind", ["trainer", "secretariat", "hr"])
def test_other_roles_have_no_batches(client, country, kind):
    batch = worked_off(make_batch(1, office=country["MOE-1"]))
    signed_in(client, kind, agency=country["MOE"])
    for view in ("detail", "progress", "files", "register"):
        assert client.get(url(view, batch)).status_code in (302, 403, 404)
    assert add(client, everyone="on").status_code in (302, 403)
    assert Batch.objects.count() == 1
