"""What the documents call by name is there, under that name."""

import pkgutil
import re
from importlib.util import find_spec

import pytest

from tests.architecture.source import APPS, ROOT

PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
NAME = re.compile(rf"`((?:{'|'.join(APPS)})(?:\.\w+)+)(?:\(\))?`")
PATH = re.compile(rf"`((?:{'|'.join((*APPS, 'tests', 'scripts', 'templates'))})/[\w/.-]+\.\w+)`")
ROWS = [
    line.split(" | ")[1]
    for line in (ROOT / "docs" / "vocabulary.md").read_text().splitlines()
    if line.startswith("| ") and "`" in line
]
WITH_MEMBERS = re.compile(r"`([a-z]+(?:\.\w+)*)`(?: \(([^)]*)\))?")
PLACES = sorted({place for row in ROWS for place in WITH_MEMBERS.findall(row)})


def names() -> list[str]:
    return sorted({name for page in PAGES for name in NAME.findall(page.read_text())})


@pytest.mark.parametrize("name", names())
def test_a_name_in_the_documents_exists(name):
    if name.startswith("lms.settings."):  # loading one would set up another site
        assert find_spec(name)
    else:
        assert pkgutil.resolve_name(name)


def test_a_path_in_the_documents_exists():
    named = {name for page in PAGES for name in PATH.findall(page.read_text())}
    assert not {name for name in named if not (ROOT / name).exists()}


def members_of(found):
    fields = found._meta.get_fields() if hasattr(found, "_meta") else ()
    return {*dir(found), *(field.name for field in fields)}


@pytest.mark.parametrize(("path", "members"), PLACES)
def test_what_the_vocabulary_names_is_there(path, members):
    assert set(re.findall(r"\w+", members)) <= members_of(pkgutil.resolve_name(path))
