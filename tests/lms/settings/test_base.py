"""Redis is away: whatever only remembers goes on without a memory."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from lms.settings.base import env

NOBODY = "redis://127.0.0.1:1"


@pytest.fixture(autouse=True)
def away(settings, monkeypatch):
    monkeypatch.setenv("CACHE_URL", NOBODY)
    settings.CACHES = {"default": env.cache("CACHE_URL")}


def test_nothing_is_remembered():
    cache.set("word", 1)
    assert cache.add("word", 2)
    assert cache.get("word", "nothing") == "nothing"
    assert cache.get_many(["word"]) == {}
    assert (cache.has_key("word"), cache.delete("word"), cache.touch("word")) == (False,) * 3
    with pytest.raises(ValueError, match="not found"):
        cache.incr("word")


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["verify", "verify_list", "log"])
def test_whoever_checks_a_certificate_is_answered(client, page):
    assert client.get(reverse(f"certification:{page}")).status_code == 200
