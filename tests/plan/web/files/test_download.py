"""All lines of a file of the plan are handed out as a table, in the reader's language."""

import csv
import io

import pytest
from openpyxl import load_workbook

from plan.models import PlanProposal
from tests.people.factories import RoleFactory
from tests.people.sign_in import signed_in
from tests.plan.proposals.files import FRAMEWORK, NAMES, bring_text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def proposal():
    clerk = RoleFactory(kind="secretariat").person
    return bring_text(clerk, FRAMEWORK.replace("Skill", "=1+1"), "framework", **NAMES)


def read_csv(answer):
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_lines_are_a_table_of_either_kind_without_formulas(client, proposal):
    signed_in(client, "secretariat", agency=proposal.by.roles.get().agency)
    address = f"/en/office/plan/files/{proposal.pk}/lines/"
    answer = client.get(address)
    assert f"framework-{proposal.pk}.csv" in answer["Content-Disposition"]
    rows = read_csv(answer)
    assert rows[0][:4] == ["Line", "Group", "What it is about", "What changes"]
    assert len(rows) - 1 == proposal.count(*PlanProposal.Group)
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    book = load_workbook(io.BytesIO(client.get(f"{address}?export=xlsx").getvalue()))
    assert book.active.max_row == len(rows)
    my = client.get(address.replace("/en/", "/my/")).getvalue().decode("utf-8-sig")
    assert "Line" not in my


def test_a_refused_line_says_why_and_what_to_do(client, proposal):
    text = "code,title_en,title_my\n1.1,Skill,က\n"
    refused = bring_text(proposal.by, text, "framework", **NAMES)
    client.force_login(proposal.by)
    rows = read_csv(client.get(f"/en/office/plan/files/{refused.pk}/lines/"))
    assert rows[1][1] == "Refused"
    assert all(rows[1][4:])


def test_nobody_else_reads_them(client, proposal):
    signed_in(client, "hr")
    assert client.get(f"/en/office/plan/files/{proposal.pk}/lines/").status_code == 403
