"""What the documents call by name is there, under that name."""

import re
from importlib import import_module
from importlib.util import find_spec

import pytest

from tests.architecture.source import APPS, ROOT

PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
NAME = re.compile(rf"`((?:{'|'.join(APPS)})(?:\.\w+)+)(?:\(\))?`")


def names() -> list[str]:
    return sorted({name for page in PAGES for name in NAME.findall(page.read_text())})


def exists(name: str) -> bool:
    """A module, or something in one; settings are only looked for, as loading them acts."""
    parent, _, last = name.rpartition(".")
    if name.startswith("lms.settings."):
        return find_spec(name) is not None
    try:
        return bool(import_module(name))
    except ModuleNotFoundError:
        return "." in name and exists(parent) and hasattr_of(parent, last)


def hasattr_of(dotted: str, name: str) -> bool:
    try:
        return hasattr(import_module(dotted), name)
    except ModuleNotFoundError:
        parent, _, last = dotted.rpartition(".")
        return hasattr(getattr(import_module(parent), last), name)


@pytest.mark.parametrize("name", names())
def test_a_name_in_the_documents_exists(name):
    assert exists(name)


def test_a_path_in_the_documents_exists():
    path = re.compile(
        rf"`((?:{'|'.join((*APPS, 'tests', 'scripts', 'templates'))})/[\w/.-]+\.\w+)`"
    )
    named = {name for page in PAGES for name in path.findall(page.read_text())}
    assert not {name for name in named if not (ROOT / name).exists()}
