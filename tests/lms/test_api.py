"""The API describes itself, and nothing else."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.any_database


def test_the_description_is_valid_and_complete(tmp_path):
    path = tmp_path / "schema.yml"
    call_command("spectacular", "--validate", "--fail-on-warn", file=str(path))
    text = path.read_text()
    assert all(f"/api/v1/{address}/" in text for address in ("agencies", "coverage", "targets"))
    assert "/cms/" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["my", "en"])
@pytest.mark.parametrize(
    "address", ["v1/", "v1/nowhere/", "v1/agencies/7/", "v1/nowhere", "", "v2/agencies/"]
)
def test_an_unknown_address_is_told_in_json(client, address, language):
    answer = client.get(f"/api/{address}", headers={"accept-language": language})
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
    assert answer.json()["detail"]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_is_sent_to_an_unknown_address_is_told_in_json_too(method):
    answer = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/nowhere/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")


def test_an_address_without_its_slash_leads_to_the_one_with_it(client):
    answer = client.get("/api/v1/agencies?unit=GAD")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/agencies/?unit=GAD")


@pytest.mark.django_db
def test_the_documentation_opens_without_inline_scripts(client):
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200
    assert b"swagger-ui-bundle.js" in page.content
    policy = page.headers["Content-Security-Policy"].split("; ")
    assert "script-src 'self'" in policy
    script = client.get("/api/v1/docs/", {"script": ""})
    assert script.status_code == 200
    assert "javascript" in script.headers["Content-Type"]
    assert settings.SPECTACULAR_SETTINGS["SWAGGER_UI_DIST"] == "SIDECAR"


def test_the_address_without_a_slash_leads_to_the_api_and_not_to_a_page(client):
    answer = client.get("/api/v1?x=1")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/?x=1")
