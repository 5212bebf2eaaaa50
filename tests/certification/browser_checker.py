"""The checker in a real Chromium with no network, at a secure address that exists nowhere."""

import base64
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.services import require

ADDRESS = "https://checker.test/"
MODULE = Path(settings.BASE_DIR, "static", "js", "certificate-check.js")
CALL = """async ([name, values]) => {
  const check = await import("/check.js");
  const revive = (value) => value?.bytes === undefined ? value
    : Uint8Array.from(atob(value.bytes), (letter) => letter.charCodeAt(0));
  const inside = (value) => Array.isArray(value) ? value.map(revive) : revive(value);
  const result = await check[name](...values.map(inside));
  return result instanceof Uint8Array ? { bytes: btoa(String.fromCharCode(...result)) } : result;
}"""


def only_ours(route: Route) -> None:
    if route.request.url == ADDRESS:
        route.fulfill(body="<!doctype html>", content_type="text/html")
    elif route.request.url == f"{ADDRESS}check.js":
        route.fulfill(body=MODULE.read_text(), content_type="text/javascript")
    else:
        route.abort()


def sent(value):
    return {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


class Apart:
    """A Chromium in a thread of its own: Playwright's event loop forbids pyHanko's."""

    def __init__(self) -> None:
        self.thread = ThreadPoolExecutor(max_workers=1)
        self.playwright = self.do(lambda: sync_playwright().start())
        self.browser: Browser = self.do(self.launch)

    def do(self, act: Callable[[], Any]) -> Any:
        return self.thread.submit(act).result()

    def launch(self) -> Browser:
        flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run"]
        return self.playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)

    def close(self) -> None:
        self.do(self.browser.close)
        self.do(self.playwright.stop)
        self.thread.shutdown()


class Checker:
    """``checker.examine(content, known)`` and every other function of the module, by its name."""

    def __init__(self, apart: Apart) -> None:
        self.apart = apart
        self.page: Page = apart.do(self.open)

    def open(self) -> Page:
        context = self.apart.browser.new_context()
        context.route("**/*", only_ours)
        page = context.new_page()
        page.goto(ADDRESS)
        return page

    def __getattr__(self, name: str):
        def call(*values):
            told = [name, [sent(value) for value in values]]
            found = self.apart.do(lambda: self.page.evaluate(CALL, told))
            return base64.b64decode(found["bytes"]) if is_bytes(found) else found

        return call


def is_bytes(found) -> bool:
    return isinstance(found, dict) and set(found) == {"bytes"}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Apart]:
    require("chromium")
    apart = Apart()
    yield apart
    apart.close()


@pytest.fixture
def checker(chromium) -> Iterator[Checker]:
    checker = Checker(chromium)
    yield checker
    chromium.do(checker.page.context.close)


def known_to(client, **more) -> dict:
    """What a verifier holds of the issuer, as our addresses give it."""
    read = {
        "did": client.get("/.well-known/did.json").json(),
        "jwks": client.get("/.well-known/jwks.json").json(),
        "roots": client.get("/keys/root.pem").content.decode(),
        "lists": [client.get("/credentials/status/1").json()],
    }
    return read | more


def states(found: dict) -> dict[str, str]:
    return {check["name"]: check["state"] for check in found["checks"]}


def reason(found: dict, name: str) -> str:
    return next(check["reason"] for check in found["checks"] if check["name"] == name)
