"""What monitoring is told: alive, ready, or which part is not."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from lms.models import Heartbeat

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


def beat(part: str, seconds_ago: float = 0) -> None:
    at = timezone.now() - timedelta(seconds=seconds_ago)
    Heartbeat.objects.update_or_create(part=part, defaults={"at": at})


@pytest.mark.parametrize("part", ["worker", "scheduler"])
def test_a_part_that_has_fallen_silent_is_named(client, part):
    beat("worker")
    beat("scheduler")
    assert {"worker", "scheduler"}.isdisjoint(client.get("/readyz").json()["failing"])
    beat(part, seconds_ago=61)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert part in answer.json()["failing"]


def test_a_part_can_be_left_out(client):
    assert "worker" in client.get("/readyz").json()["failing"]
    failing = client.get("/readyz?exclude=worker&exclude=scheduler").json()["failing"]
    assert {"worker", "scheduler"}.isdisjoint(failing)


def test_metrics_tell_how_long_each_part_has_been_silent(client):
    beat("worker", seconds_ago=42)
    told = client.get("/metrics").content.decode()
    silence = dict(re.findall(r'^pyinnya_silence_seconds\{part="(\w+)"\} (\S+)$', told, re.M))
    assert 42 <= float(silence["worker"]) < 60
    assert silence["scheduler"] == "+Inf"
