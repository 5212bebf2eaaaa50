"""Text in Zawgyi is found wherever it is written, and shown in both encodings."""

import pytest

from cms.gate import list_text_problems
from cms.models import LessonPage
from tests.cms import factories as f

pytestmark = pytest.mark.any_database

ZAWGYI, UNICODE = "ေက်ာင္းသားမ်ား ေလ့လာၾကသည္", "ကျောင်းသားများ လေ့လာကြသည်"


@pytest.fixture
def lesson(shelf):
    return f.put_lesson(f.put_module(f.put_course(shelf)))


def test_a_text_in_zawgyi_is_told_before_and_after(lesson):
    assert list(list_text_problems(lesson.iter_texts())) == []
    page = LessonPage.objects.get(pk=lesson.pk)
    above = f"{UNICODE}<br/>" * 5
    page.body = [("text", f.RichText(f"<p>{above}Read: <b>{ZAWGYI}</b></p>"))]
    [problem] = list_text_problems(page.iter_texts())
    assert ZAWGYI in problem.words
    assert UNICODE in problem.words


def test_a_title_and_an_answer_are_read_too(shelf):
    row = f.item()
    row.options[1].value["text"] = ZAWGYI
    row.stem = f"<p>{f'{UNICODE}<br/>' * 5}{ZAWGYI} ၂</p>"
    bank = f.put_bank(shelf, title=ZAWGYI + " ၁", items=[row])
    assert len(list(list_text_problems(bank.iter_texts()))) == 3
