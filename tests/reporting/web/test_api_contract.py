"""Whatever is asked, the API answers as its description says."""

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from lms.wsgi import application
from people.models import Role
from tests.people.factories import RoleFactory

PLAIN = {"Accept-Encoding": "identity"}  # the client asks for gzip, but reads none
LISTS = ["/api/v1/agencies/", "/api/v1/coverage/", "/api/v1/targets/"]


@pytest.fixture
def session(house):
    request_started.disconnect(close_old_connections)
    client = Client()
    client.force_login(RoleFactory(agency=house.root, kind=Role.Kind.SECRETARIAT).person)
    yield client.cookies["sessionid"].value
    request_started.connect(close_old_connections)


@pytest.mark.parametrize("address", LISTS)
def test_every_answer_is_as_described(address, session):
    statuses = set()
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", application)

    @settings(
        max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=schema[address]["GET"].as_strategy())
    def ask(case):
        cache.clear()
        response = case.call(cookies={"sessionid": session}, headers=PLAIN)
        statuses.add(response.status_code)
        case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])

    ask()
    assert 200 in statuses
