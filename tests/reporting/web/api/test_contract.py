"""Whatever is asked, the API answers as its description says."""

import jsonschema
import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from lms.wsgi import application
from people.models import Role
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = pytest.mark.any_database

PLAIN = {"Accept-Encoding": "identity"}  # the client asks for gzip, but reads none
LISTS = [f"/api/v1/{name}/" for name in ("agencies", "coverage", "targets", "trend", "changes")]


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

    @hypothesis_settings(
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


def refused(status, house, monkeypatch, settings, address):
    """Each refusal as somebody meets it."""
    client = Client(headers={"accept-language": "en"})
    if status == 401:
        return client.get(address, headers={"authorization": "Token wrong"})
    role = RoleFactory(agency=house.root, kind=Role.Kind.SECRETARIAT)
    client.force_login(PersonFactory() if status == 403 else role.person)
    if status == 429:
        monkeypatch.setitem(settings.RATES, "api", "0/min/person")
    return client.get(address, {400: {"level": "99"}, 404: {"unit": "NONE"}}.get(status, {}))


@pytest.mark.parametrize("address", LISTS[2:4])
@pytest.mark.parametrize("status", [400, 401, 403, 404, 429])
def test_every_refusal_is_described_in_its_own_shape(
    house, monkeypatch, settings, address, status
):
    schema = Client().get("/api/v1/schema/?format=json").json()
    described = schema["paths"][address]["get"]["responses"][str(status)]
    answer = refused(status, house, monkeypatch, settings, address)
    assert answer.status_code == status
    shape = described["content"]["application/json"]["schema"]
    jsonschema.validate(answer.json(), {**shape, "components": schema["components"]})
    assert ("Retry-After" in described.get("headers", {})) == (status in (429, 503))
    assert ("Retry-After" in answer.headers) == (status == 429)
    assert ("WWW-Authenticate" in answer.headers) == (status == 401)
    wrong = {"detail": 1} if status != 400 else {"level": "not a list"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, {**shape, "components": schema["components"]})


def test_a_database_that_is_away_is_described():
    schema = Client().get("/api/v1/schema/?format=json").json()
    for address in LISTS:
        described = schema["paths"][address]["get"]["responses"]["503"]
        assert "Retry-After" in described["headers"]
