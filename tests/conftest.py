"""Fixtures for the whole suite."""

import gc
import os
import uuid
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.core.cache import caches
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as property_settings

from people import queue
from scripts.compile_catalogues import compile_catalogues
from tests.certification.signing_environment import make_machinery
from tests.database import copied_database

# Each of these costs a good part of a second or more: a certificate drawn and sealed, a country
# of every role, a database of one's own.
COSTLY = {"sealed", "stored_files", "committed_db"}
ASKING = {"db", "transactional_db", "committed_db", "django_db_setup"}
# What screens show comes through doors that are asked of each database. Where they put queries
# together themselves, in lists, exports and interfaces, their tests say `each_database`.
SCREENS = ("web", "office")


# How long an example takes says how busy the machine is: times belong to `make bench`.
property_settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
property_settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--site", help="Address of a running demo for the browser tests.")
    parser.addoption(
        "--asks-database", action="store_true", help="Only tests that another database could fail."
    )


def pytest_configure(config: pytest.Config) -> None:
    """A fresh clone has no compiled catalogues; workers start after the first process has some."""
    if not hasattr(config, "workerinput"):
        compile_catalogues()


def pytest_terminal_summary(
    config: pytest.Config, terminalreporter: pytest.TerminalReporter
) -> None:
    """With -q pytest prints no header, and the header is where the plugin names its seed."""
    if config.getoption("randomly_reorganize", False):
        seed = config.getoption("randomly_seed")
        terminalreporter.line(f"In this order again: --randomly-seed={seed}")


@pytest.hookimpl(tryfirst=True)  # before -m chooses by the markers
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if not COSTLY.isdisjoint(getattr(item, "fixturenames", [])):
            item.add_marker("slow")
    if config.getoption("--asks-database"):
        config.hook.pytest_deselected(items=[item for item in items if not asks_database(item)])
        items[:] = filter(asks_database, items)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Code and tests stay to the end: no search for garbage walks through them, now or later."""
    gc.disable()
    collected = yield
    gc.collect()
    gc.freeze()
    # Tests make much that is gone at their end without a search: by default one in twenty
    # seconds is spent on it.
    gc.set_threshold(10_000)
    gc.enable()
    return collected


def asks_database(item: pytest.Item) -> bool:
    if "any_database" in item.keywords or is_of_screen(item):
        return False
    is_case = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    fixtures = getattr(item, "fixturenames", [])
    return is_case or "django_db" in item.keywords or not ASKING.isdisjoint(fixtures)


def is_of_screen(item: pytest.Item) -> bool:
    if "each_database" in item.keywords or "committed_db" in getattr(item, "fixturenames", []):
        return False
    return not set(SCREENS).isdisjoint(item.path.parts)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is required, what would be skipped has failed."""
    report = yield
    if report.skipped and os.environ.get("REQUIRE_ALL") and not hasattr(report, "wasxfail"):
        report.outcome, (path, line, reason) = "failed", report.longrepr
        report.longrepr = f"{path}:{line}: {reason}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """Outside of tests that ask for it the database stays shut: nothing is left behind unseen."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    database = copied_database(worker)
    with django_db_blocker.unblock():
        database.__enter__()
    yield
    with django_db_blocker.unblock():
        database.__exit__(None, None, None)


@pytest.fixture(scope="session")
def machinery_folder(tmp_path_factory) -> Path:
    """Real keys and contexts, made once a run."""
    return make_machinery(tmp_path_factory.mktemp("machinery"))


@pytest.fixture(scope="session", autouse=True)
def queue_folder(tmp_path_factory) -> None:
    """Messages to a worker that no test runs do not wait for the developer's own."""
    folder = tmp_path_factory.mktemp("queue")
    if current_app.conf.broker_url.startswith("filesystem:"):
        current_app.conf.broker_transport_options = {
            "data_folder_in": str(folder),
            "data_folder_out": str(folder),
            "control_folder": str(folder / "control"),
        }


@pytest.fixture(autouse=True)
def files(settings, tmp_path) -> None:
    """What is written, and whatever lies in a developer's own folders, stays apart."""
    settings.VAR_DIR = tmp_path
    settings.KEYS_DIR = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def fresh_thread() -> Iterator[None]:
    """What is cached, a broker that was away and the language do not outlive a test."""
    for one in caches.all(initialized_only=True):
        one.clear()
    queue._circuit.close()
    with translation.override("my"):
        yield


@pytest.fixture
def english() -> Iterator[None]:
    """Words outside of a request are English."""
    with translation.override("en"):
        yield


@pytest.fixture
def committed_db(django_db_blocker) -> Iterator[str]:
    """A database of its own where commits are real: for threads, workers and other processes.

    It is dropped afterwards, so nothing needs to be flushed; yields its name.
    """
    with django_db_blocker.unblock(), copied_database(f"own_{uuid.uuid4().hex[:8]}") as name:
        yield name
