"""Who signs in again after a form was sent learns that nothing was."""

import pytest

from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
FORM = "/certificates/statements/many/"


def test_address_that_takes_forms_alone_tells_a_visitor_so(client):
    client.force_login(PersonFactory())
    page = client.get(FORM, headers={"accept": "text/html", "accept-language": "en"})
    assert (page.status_code, page.headers["Allow"]) == (405, "POST")
    assert "Nothing was sent" in page.text


def test_programs_get_no_page(client):
    client.force_login(PersonFactory())
    answer = client.get(FORM, headers={"accept": "application/json"})
    assert (answer.status_code, answer.content) == (405, b"")
