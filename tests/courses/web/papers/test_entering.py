"""The grid and the file keep what can be, and show the rest again with the reason."""

import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from courses.models import PaperSheet
from tests.courses.addresses import address
from tests.courses.factories import make_quiz
from tests.courses.paper_factories import make_paper_test, make_test_session, write_answers
from tests.courses.session_factories import make_runner, part

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def session():
    # Under way by the clock of the machine, as pages ask it.
    return make_test_session(
        parts=[part(timezone.now().replace(microsecond=0) - dt.timedelta(minutes=30))],
        at=timezone.now() - dt.timedelta(days=3),
    )


@pytest.fixture
def trainer(client, session):
    person = make_runner(session.agency)
    client.force_login(person)
    return person


@pytest.fixture
def paper(session, trainer):
    return make_paper_test(session, trainer)


def test_a_row_that_is_wrong_stands_first_and_the_others_are_kept(client, paper):
    first, second = paper.sheets.all()
    given = {"code-1": first.code, "text-1": write_answers(first)}
    given |= {"code-2": second.code, "text-2": "AB"}
    answer = client.post(address("enter_papers", paper.pk), given)
    assert answer.status_code == 422
    assert "1 sheet saved." in answer.text
    assert "The number of answers is not that of the questions." in answer.text
    assert f'value="{second.code}"' in answer.text
    assert f'value="{first.code}"' not in answer.text


def find_marked(page):
    """Return the names of the fields that are marked as wrong."""
    fields = re.findall(r"<input[^>]*>", page)
    return [re.search(r'name="([^"]+)"', one)[1] for one in fields if 'aria-invalid="true"' in one]


def test_the_field_that_is_wrong_is_marked(client, paper):
    first, second = paper.sheets.all()
    given = {"code-1": "1234-5678", "text-1": write_answers(first)}
    given |= {"code-2": second.code, "text-2": "AB"}
    answer = client.post(address("enter_papers", paper.pk), given)
    assert find_marked(answer.text) == ["code-1", "text-2"]


def test_the_file_that_is_handed_out_is_read_back(client, paper):
    form = client.get(address("paper_form", paper.pk, "csv"))
    lines = b"".join(form.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "code,1,2,3"
    filled = [lines[0]] + [
        f"{line},{','.join(write_answers(sheet).split())}"
        for line, sheet in zip(lines[1:], paper.sheets.all(), strict=True)
    ]
    file = SimpleUploadedFile("results.csv", "\n".join(filled).encode())
    page = client.post(
        address("enter_papers", paper.pk), {"file": file, "upload": "1"}, follow=True
    )
    assert "2 sheets saved." in page.text
    assert set(paper.sheets.values_list("state", flat=True)) == {"entered"}


def test_lines_of_a_file_that_are_refused_are_named(client, paper):
    text = "code,answers\n1234-5678,A B C\n"
    file = SimpleUploadedFile("results.csv", text.encode())
    answer = client.post(address("enter_papers", paper.pk), {"file": file, "upload": "1"})
    assert answer.status_code == 422
    assert "Line 2" in answer.text
    assert "No sheet has this code." in answer.text


def test_points_are_entered_by_person_and_by_staff_number(client, session, trainer):
    paper = make_paper_test(session, trainer, quiz=make_quiz(session.course), most_points=20)
    first, second = paper.sheets.all()
    given = {"fixed-1": "1", "code-1": first.code, "text-1": "12"}
    given |= {"fixed-2": "1", "code-2": second.code, "text-2": ""}
    client.post(address("enter_papers", paper.pk), given)
    text = f"staff_number,points\n{second.seat.person.staff_number},၁၅\n"
    file = SimpleUploadedFile("points.csv", text.encode())
    client.post(address("enter_papers", paper.pk), {"file": file, "upload": "1"})
    assert [one.entries.get().points for one in paper.sheets.all()] == [12, 15]


def test_the_workbook_has_a_line_for_each_sheet_that_waits(client, paper):
    PaperSheet.objects.filter(pk=paper.sheets.first().pk).update(state="void")
    answer = client.get(address("paper_form", paper.pk, "xlsx"))
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    codes = [row[0] for row in book.active.iter_rows(values_only=True)]
    assert codes == ["code", paper.sheets.last().printed_code]


@pytest.mark.parametrize("size", ["0020999", "00500000000", "999", "x"])
def test_a_grid_is_no_longer_than_its_longest_choice(client, paper, size):
    page = client.get(address("enter_papers", paper.pk), {"rows": size}).text
    assert 'name="code-20"' in page
    assert 'name="code-21"' not in page


def test_results_are_sent_so_often_and_looked_at_as_often_as_one_likes(client, paper, settings):
    settings.RATES = settings.RATES | {"results": "1/h/person"}
    page = address("enter_papers", paper.pk)
    assert [client.post(page, {}).status_code for _ in range(2)] == [302, 429]
    assert client.get(page).status_code == 200
