"""Lists of targets and the roster are taken over whole, or told line by line."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people.models import Person
from plan.models import Target
from tests.people.sign_in import CLOSED
from tests.plan.factories import ClauseFactory, PhaseFactory, SkillFactory


def upload(client, name, text, filename="file.csv"):
    file = SimpleUploadedFile(filename, text.encode(), "text/csv")
    return client.post(reverse(f"{name}:index"), {"file": file}).content.decode()


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


HEADING = "staff_number,name_my,name_en,agency,position_my,grade,from\n"


def test_right_lines_are_imported_and_wrong_ones_told_with_their_number(client, secretariat):
    page = upload(
        client,
        "roster",
        HEADING
        + "100001,အောင်အောင်,Aung Aung,MOE-1,အရာရှိ,7,2024-01-01\n"
        + "100002,မြမြ,Mya Mya,NOWHERE,အရာရှိ,7,2024-01-01\n",
    )
    assert Person.objects.get(staff_number="100001").postings.get().agency.code == "MOE-1"
    assert not Person.objects.filter(staff_number="100002").exists()
    assert "<td>၃</td>" in page


@pytest.mark.parametrize(("name", "text"), [("file.exe", "x"), ("file.csv", "\x00\x01")])
def test_what_is_no_roster_is_told_not_crashed_on(client, secretariat, name, text):
    before = Person.objects.count()
    assert upload(client, "roster", text, name)
    assert Person.objects.count() == before


def test_a_ministrys_secretariat_does_not_import(client, of_education):
    assert client.get(reverse("roster:index")).status_code in CLOSED
    file = SimpleUploadedFile("file.csv", HEADING.encode())
    assert client.post(reverse("roster:index"), {"file": file}).status_code in CLOSED
