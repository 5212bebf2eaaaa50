"""Redis goes away, or was never there: what only remembers goes on without a memory."""

import signal
import subprocess
import time

import pytest
from django.core.cache import cache
from django.urls import reverse

from lms.settings.base import env
from tests.services import free_port, require, wait_for_port

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
    """A Redis process of this test, to be stopped or killed by it; its address is ``url``."""
    require("redis-server")
    port = free_port()
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    wait_for_port(port, process, 20)
    process.url = f"redis://127.0.0.1:{port}/0"
    yield process
    process.kill()
    process.wait()


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
    assert "Exception ignored" in caplog.text


@pytest.mark.services
def test_a_redis_that_hangs_holds_a_request_two_seconds(use_cache, redis):
    use_cache(redis.url)
    cache.set("word", 1)
    redis.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    assert cache.get("word", "nothing") == "nothing"
    assert 1 < time.monotonic() - began < 4
    redis.send_signal(signal.SIGCONT)
    assert cache.get("word") == 1
