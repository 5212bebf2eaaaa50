"""A real Chromium in front of the demo as an operator starts it.

On PostgreSQL the same site also runs with a real Redis as broker: no line of code differs.
"""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.database import copy_template, drop
from tests.services import demo_site, redis_server, require

# Playwright keeps an event loop running in this thread, which Django takes for an async view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
FLAGS = [
    *("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
HERE = Path(__file__).parent


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """The story is told in the order in which it is written, after all other tests.

    The order has to be noted before pytest-randomly shuffles, hence a wrapper around it.
    """
    told = [item for item in items if item.path.is_relative_to(HERE)]
    places = {item: place for place, item in enumerate(told)}
    yield
    items.sort(key=lambda item: places.get(item, -1))


@contextmanager
def empty_database(blocker: Any) -> Iterator[str]:
    """The address of a database beside the tests' own, migrated once a run for all of them."""
    with blocker.unblock():
        name = copy_template("site")
    on_server = connection.vendor == "postgresql"
    yield (
        f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{name}"
        if on_server
        else f"sqlite:///{name}"
    )
    with blocker.unblock():
        drop(name)


@contextmanager
def services(folder: Path, blocker: Any) -> Iterator[dict[str, str]]:
    """The settings of the database, and on PostgreSQL of a Redis."""
    with empty_database(blocker) as database, ExitStack() as stack:
        told = {"DATABASE_URL": database}
        if connection.vendor == "postgresql":
            told["CELERY_BROKER_URL"] = stack.enter_context(redis_server(folder))
        yield told


@pytest.fixture(scope="session")
def site(request, tmp_path_factory, django_db_blocker) -> Iterator[str]:
    """The address of a freshly set up demo, or of the running one that ``--site`` names."""
    require("chromium")
    if running := request.config.getoption("--site"):
        yield running
        return
    folder = tmp_path_factory.mktemp("demo")
    with services(folder, django_db_blocker) as told, demo_site(folder, told) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    require("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_as(browser, site) -> Iterator[Callable[..., Page]]:
    """``open_as(account, width=360, javascript=False)``: a page of a signed-in browser."""
    contexts: list[BrowserContext] = []

    def start(account: str = "", *, width: int = 1280, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            locale="my",
        )
        contexts.append(context)
        page = context.new_page()
        if account:
            sign_in(page, account)
        return page

    yield start
    for context in contexts:
        context.close()


@dataclass(frozen=True)
class Walk:
    """In which language, how wide, and whether with scripts a flow is walked."""

    language: str
    width: int
    javascript: bool
    open_as: Callable[..., Page]
    cookies: dict[str, Any]  # by account: who came in once comes in again

    def open(self, account: str, path: str) -> Page:
        """A page of a signed-in browser at the path below the language."""
        page = self.open_as(width=self.width, javascript=self.javascript)
        if account not in self.cookies:
            sign_in(page, account)
            self.cookies[account] = page.context.cookies()
        page.context.add_cookies(self.cookies[account])
        self.go(page, path)
        return page

    def go(self, page: Page, path: str) -> None:
        page.goto(f"/{self.language}/{path}")

    def say(self, burmese: str, english: str) -> str:
        return burmese if self.language == "my" else english


# The cheap phone and the desk: the two ways in which each flow is lived through.
@pytest.fixture(params=[("my", 360, False), ("en", 1280, True)], ids=["my-360", "en-1280"])
def walk(request, open_as, cookies) -> Walk:
    return Walk(*request.param, open_as, cookies)


@pytest.fixture(scope="session")
def cookies() -> dict[str, Any]:
    return {}


def sign_in(page: Page, account: str) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", account)
    page.fill("[name=password]", "demo")
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)
