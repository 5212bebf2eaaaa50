"""What is pasted comes back clean to those who write pages, and to nobody else."""

import pytest
from django.urls import reverse

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


def test_who_writes_no_page_pastes_nothing(client, trainer):
    client.force_login(RoleFactory(kind="auditor").person)
    assert send(client).status_code == 302
