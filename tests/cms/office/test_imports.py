"""Lists of targets are taken over whole, or told line by line."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plan.models import Target
from tests.cms.office.base.uploads import HEADING, upload
from tests.people.sign_in import CLOSED
from tests.plan.factories import ClauseFactory, PhaseFactory, SkillFactory


def test_targets_are_imported_whole_or_told_line_by_line(client, secretariat):
    phase, clause, skill = PhaseFactory(), ClauseFactory(), SkillFactory()
    skill.framework.levels.create(number=2, names={"en": "Basic"})
    heading = (
        "plan,phase,clause,agency,skill,level,headcount,due_on,baseline,baseline_on,source,"
        "is_sample\n"
    )
    line = (
        f"{phase.plan.code},1,{clause.code},MOE,{skill.code},2,{{}},2026-12-31,0,2025-01-01,"
        "sample,yes\n"
    )
    bad = upload(client, "target-import", heading + line.format("many"))
    assert "many" in bad
    assert not Target.objects.exists()
    upload(client, "target-import", heading + line.format("40"))
    assert Target.objects.get().headcount == 40


def test_a_ministrys_secretariat_does_not_import(client, of_education):
    assert client.get(reverse("target-import:index")).status_code in CLOSED
    file = SimpleUploadedFile("file.csv", HEADING.encode())
    assert client.post(reverse("target-import:index"), {"file": file}).status_code in CLOSED
