"""Redis goes away, or was never there: what only remembers goes on without a memory."""

import signal
import time

import pytest
from django.core.cache import cache
from django.urls import reverse

from lms.settings.base import env
from people import circuit
from tests.people.factories import PersonFactory
from tests.services import redis_process

NOBODY = "redis://127.0.0.1:1"


@pytest.fixture
def use_cache(settings, monkeypatch):
    def use(url):
        monkeypatch.setenv("CACHE_URL", url)
        settings.CACHES = {"default": env.cache("CACHE_URL")}

    return use


@pytest.fixture
def away(use_cache):
    use_cache(NOBODY)


@pytest.fixture
def redis(tmp_path):
    with redis_process(tmp_path) as process:
        yield process


def expect_nothing_remembered():
    cache.set("word", 1)
    cache.set_many({"word": 1})
    assert cache.add("word", 2) is True
    assert cache.get("word", "nothing") == "nothing"
    assert cache.get_many(["word"]) == {}
    assert cache.get_or_set("word", lambda: 3) == 3
    assert not any((cache.has_key("word"), cache.delete("word"), cache.touch("word")))
    with pytest.raises(ValueError, match="no such key"):
        cache.incr("word")


def test_nothing_is_remembered(away):
    expect_nothing_remembered()


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["verify", "verify_list", "log"])
def test_whoever_checks_a_certificate_is_answered(away, client, page):
    assert client.get(reverse(f"certification:{page}")).status_code == 200


@pytest.mark.services
def test_a_redis_that_is_killed_is_forgotten_at_once(use_cache, redis, caplog):
    use_cache(redis.url)
    cache.set("word", 1)
    assert cache.incr("word") == 2
    assert cache.add("word", 3) is False
    redis.kill()
    redis.wait()
    began = time.monotonic()
    expect_nothing_remembered()
    assert time.monotonic() - began < 2
    assert caplog.text.count("the cache is away") == 1


@pytest.mark.services
def test_a_redis_that_hangs_is_waited_for_once(use_cache, redis):
    use_cache(redis.url)
    cache.set("word", 1)
    redis.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    for _ in range(5):
        expect_nothing_remembered()
    assert 0.4 < time.monotonic() - began < 1.5


@pytest.mark.services
def test_a_redis_that_goes_on_is_asked_again_after_some_seconds(use_cache, redis, monkeypatch):
    use_cache(redis.url)
    cache.set("word", 1)
    redis.send_signal(signal.SIGSTOP)
    assert cache.get("word", "nothing") == "nothing"
    redis.send_signal(signal.SIGCONT)
    assert cache.get("word", "nothing") == "nothing"
    later = time.monotonic() + 11
    monkeypatch.setattr(circuit, "monotonic", lambda: later)
    assert cache.get("word") == 1


def sign_in_seconds(client) -> float:
    began = time.monotonic()
    answer = client.post("/accounts/login/", {"login": "thiri", "password": "a long password"})
    assert answer.status_code == 302
    client.logout()
    return time.monotonic() - began


@pytest.mark.services
@pytest.mark.django_db
def test_a_redis_that_hangs_costs_a_sign_in_two_seconds_at_most(
    use_cache, redis, client, monkeypatch
):
    monkeypatch.setenv("CELERY_BROKER_URL", redis.url)
    use_cache(redis.url)
    PersonFactory(username="thiri", password="a long password")
    sign_in_seconds(client)  # the first one also loads code and templates
    usual = sign_in_seconds(client)
    redis.send_signal(signal.SIGSTOP)
    assert sign_in_seconds(client) - usual < 2
