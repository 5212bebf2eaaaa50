"""What is answered under /scim/v2/ is what the protocol asks for, as others check it."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from lms.wsgi import application

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def outside(token):
    """A client of others that asks the real application, within the test's transaction."""
    # Here, for its models take a second to build, and each process collects all tests.
    from scim2_client.engines.wsgi import WSGISCIMClient

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield WSGISCIMClient(
        application,
        base_url="http://testserver/scim/v2",
        headers={"Authorization": f"Bearer {token.secret}"},
    )
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_tester_of_others_finds_no_fault(outside):
    from scim2_tester import Status, check_server

    results = check_server(outside)
    faults = [
        f"{one.title}: {one.reason}"
        for one in results
        if one.status not in (Status.SUCCESS, Status.SKIPPED, Status.ACCEPTABLE)
    ]
    assert faults == []
    assert sum(one.status is Status.SUCCESS for one in results) > 40
