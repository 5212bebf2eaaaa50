"""An office lets identity systems in, sees their last use, and shuts them out."""

import re

import pytest

from people.models import ScimToken
from tests.people.factories import RoleFactory
from tests.people.sign_in import sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PAGE = "/en/office/roster/connections/"


def test_a_token_is_shown_once_and_opens_the_door(client, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    shown = client.post(f"{PAGE}?unit=MOHA", {"name": "Directory"})
    secret = re.search(r"pyscim_[\w-]+", shown.text)[0]
    assert "no-store" in shown["Cache-Control"]
    assert secret not in client.get(PAGE).text
    headers = {"authorization": f"Bearer {secret}"}
    assert client.get("/scim/v2/Users", headers=headers).status_code == 200
    assert "Directory" in client.get(PAGE).text
    token = ScimToken.objects.get()
    client.post(f"{PAGE}{token.pk}/revoke/")
    assert "Shut out" in client.get(PAGE).text
    assert client.get("/scim/v2/Users", headers=headers).status_code == 401


def test_a_token_whose_giver_has_no_role_any_more_says_so(client, tree):
    first = signed_in(client, "hr", agency=tree["MOHA"])
    client.post(f"{PAGE}?unit=MOHA", {"name": "Directory"})
    first.roles.all().delete()
    sign_in(client, RoleFactory(agency=tree["MOHA"]).person)
    assert "Does not work" in client.get(PAGE).text


def test_systems_of_other_offices_are_not_shown(client, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    client.post(f"{PAGE}?unit=MOHA", {"name": "Directory"})
    sign_in(client, RoleFactory(agency=tree["MOE"]).person)
    assert "Directory" not in client.get(PAGE).text
    assert client.post(f"{PAGE}{ScimToken.objects.get().pk}/revoke/").status_code == 404
    assert client.post(f"{PAGE}?unit=MOHA", {"name": "x"}).status_code == 404
