"""An identity system of a ministry, with the token that its HR manager gave."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from people.models import RosterProposal
from people.roster.proposals.steps import work_on_proposal
from people.scim import give_token, propose_changes
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


def patch(*operations):
    return {"schemas": [PATCH], "Operations": [*operations]}


INACTIVE = patch({"op": "replace", "path": "active", "value": False})


def propose():
    """What the sweep makes of what waits, once the systems have been quiet."""
    propose_changes(at=timezone.now() + dt.timedelta(minutes=3))
    proposal = RosterProposal.objects.first()
    if proposal:
        work_on_proposal(proposal.pk)
        proposal.refresh_from_db()
    return proposal


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
