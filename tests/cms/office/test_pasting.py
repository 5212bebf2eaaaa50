"""What is pasted comes back clean to those who write pages, and to nobody else."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cms.office.pasting import describe_text
from cms.rich_text.pasting import clean_pasted
from tests.cms.written_pages import own, shelf, trainer, written
from tests.people.factories import RoleFactory

__all__ = ["own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PASTED = "<h1>Title</h1><script>alert(1)</script>"


def send(client, body=PASTED, content_type="text/html"):
    return client.post(reverse("clean_paste"), body, content_type=content_type)


def test_an_author_gets_the_pieces_of_what_was_pasted(client, trainer):
    assert [piece["html"] for piece in send(client).json()["pieces"]] == ["<h2>Title</h2>"]
    assert send(client, "a=b", "application/x-www-form-urlencoded").status_code == 422
    # The editor takes it as it can: the script asks no longer.
    assert send(client, "<p>x" * 30_000).status_code == 413


OPEN = ["<p>", "<b>", "<ul>", "<ol>", "<li>", "<h1>", "<a href='https://x.example'>", "<table>"]
ITEM = "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>"


@given(
    st.lists(st.sampled_from([*OPEN, "</p>", "</b>", "</li>", "</h1>", ITEM, "<br>", "<td>", "x"]))
)
def test_the_editor_can_read_whatever_was_pasted(parts):
    texts = [value for kind, value in clean_pasted("".join(parts)).pieces if kind == "text"]
    states = [block for one in texts for block in describe_text(one)["state"]["blocks"]]
    shown = BeautifulSoup("".join(texts), "lxml").get_text()
    assert "".join(one["text"] for one in states).count("x") == shown.count("x")


def test_who_writes_no_page_pastes_nothing(client, trainer):
    client.force_login(RoleFactory(kind="auditor").person)
    assert send(client).status_code == 302
