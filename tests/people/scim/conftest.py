"""An identity system of a ministry, with the token that its HR manager gave."""

import json

import pytest

from people.scim import give_token
from tests.people.factories import RoleFactory

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


def user_of(number, name="Khin Myo", *, department="GAD", **more):
    return {
        "schemas": [CORE, ENTERPRISE],
        "userName": f"{number}@moha.example",
        "externalId": f"x-{number}",
        "displayName": name,
        "title": "Staff Officer",
        "active": True,
        "addresses": [{"locality": "Yangon"}],  # what no roster knows
        ENTERPRISE: {"employeeNumber": number, "department": department},
        **more,
    }


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"]).person


@pytest.fixture
def token(tree, hr):
    """The token, and its secret as an attribute that only tests have."""
    token, secret = give_token(tree["MOHA"], "Directory", by=hr)
    token.secret = secret
    return token


@pytest.fixture
def ask(client, token):
    def ask(method, address, body=None, *, secret=token.secret):
        headers = {"authorization": f"Bearer {secret}"}
        return client.generic(
            method,
            f"/scim/v2/{address}",
            json.dumps(body) if body is not None else "",
            "application/scim+json",
            headers=headers,
        )

    return ask
