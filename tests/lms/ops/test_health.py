import pytest

pytestmark = pytest.mark.django_db


def test_the_service_says_it_lives(client):
    assert client.get("/healthz").content == b"ok"


def test_a_broker_that_cannot_be_reached_is_named(client, monkeypatch):
    monkeypatch.setenv("CELERY_BROKER_URL", "redis://127.0.0.1:1/0")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "broker" in answer.json()["failing"]


def test_a_storage_that_cannot_be_written_is_named(client, settings, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    settings.MEDIA_ROOT = blocked
    assert "storage" in client.get("/readyz").json()["failing"]


def test_what_fails_is_named_but_not_described_to_the_public(client, settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "none"
    body = client.get("/readyz").json()
    assert "keys" in body["failing"]
    assert str(tmp_path) not in str(body)


def test_metrics_are_not_public(client):
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="203.0.113.7").status_code == 404
    assert b"django_http" in client.get("/metrics").content


def test_metrics_open_with_the_token(client, settings):
    settings.METRICS_TOKEN = "a token"
    answer = client.get("/metrics", REMOTE_ADDR="203.0.113.7", HTTP_AUTHORIZATION="Bearer a token")
    assert answer.status_code == 200
