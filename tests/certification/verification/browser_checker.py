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

SECURE, INSECURE = "https://checker.test/", "http://checker.test/"
SCRIPTS = {
    "check.js": Path(settings.BASE_DIR, "static", "js", "certificate-check.js"),
    "curves.js": Path(settings.NODE_MODULES, ".bundles", "curves.js"),
}
# A browser of before 2025, whose WebCrypto has P-256 but no Ed25519.
WITHOUT_ED25519 = """
  const importKey = SubtleCrypto.prototype.importKey;
  SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...more) {
    if (algorithm === "Ed25519") throw new DOMException("", "NotSupportedError");
    return importKey.call(this, format, key, algorithm, ...more);
  };
"""
CALL = """async ([name, values]) => {
  const check = await import("/check.js");
  if (await check.needsCurves()) await import("/curves.js");
  const revive = (value) => value?.bytes === undefined ? value
    : Uint8Array.from(atob(value.bytes), (letter) => letter.charCodeAt(0));
  const inside = (value) => Array.isArray(value) ? value.map(revive) : revive(value);
  const result = await check[name](...values.map(inside));
  return result instanceof Uint8Array ? { bytes: btoa(String.fromCharCode(...result)) } : result;
}"""


def only_ours(route: Route) -> None:
    name = route.request.url.rpartition("/")[2]
    if route.request.url in {SECURE, INSECURE}:
        route.fulfill(body="<!doctype html>", content_type="text/html")
    elif name in SCRIPTS:
        route.fulfill(body=SCRIPTS[name].read_text(), content_type="text/javascript")
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

    def __init__(self, apart: Apart, address: str = SECURE, script: str = "") -> None:
        self.apart = apart
        self.page: Page = apart.do(lambda: self.open(address, script))

    def open(self, address: str, script: str) -> Page:
        context = self.apart.browser.new_context()
        context.route("**/*", only_ours)
        context.add_init_script(script)
        page = context.new_page()
        page.goto(address)
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


@pytest.fixture
def checkers(chromium) -> Iterator[dict[str, Checker]]:
    """With all of WebCrypto, with one that lacks Ed25519, and on a page that has none."""
    checkers = {
        "webcrypto": Checker(chromium),
        "old": Checker(chromium, script=WITHOUT_ED25519),
        "insecure": Checker(chromium, INSECURE),
    }
    yield checkers
    for checker in checkers.values():
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
