"""A fresh authority of timestamps, and a file to seal."""

import io

import pikepdf
import pytest

from certification import keys
from tests.certification.sealing.timestamp_authority import LocalAuthority


@pytest.fixture
def tsa(settings, tmp_path):
    """Keys of today, and settings that name a fresh authority."""
    (tmp_path / "tsa").mkdir()
    authority = LocalAuthority(tmp_path / "tsa")
    settings.KEYS_DIR = tmp_path / "keys"
    keys.make_demo_keys()
    settings.TIMESTAMPS = {"URL": authority.url, "ROOTS": str(authority.roots), "LEVEL": ""}
    yield authority
    authority.close()


@pytest.fixture(scope="session")
def page():
    """A file that is not sealed yet."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    return file.getvalue()
