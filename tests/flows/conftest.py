"""A broker of the test's own, and keys and storage that worker and test share."""

import pytest

from tests.certification.signing_environment import make_machinery, use_machinery
from tests.flows.working import forget_connections
from tests.services import redis_server


@pytest.fixture
def machinery(tmp_path, settings):
    use_machinery(settings, make_machinery(tmp_path))
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


@pytest.fixture
def broker(tmp_path):
    folder = tmp_path / "redis"
    folder.mkdir()
    with redis_server(folder) as url:
        yield url


@pytest.fixture
def speak_to(monkeypatch):
    """Let this process send its messages to a broker."""

    def speak(url: str) -> None:
        monkeypatch.setenv("CELERY_BROKER_URL", url)
        forget_connections()

    yield speak
    monkeypatch.undo()
    forget_connections()
