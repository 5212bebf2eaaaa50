"""The vocabulary names what is there: each module, class and member in it can be found."""

import pkgutil
import re
from pathlib import Path

import pytest
from django.conf import settings

ROWS = [
    line.split(" | ")[1]
    for line in (Path(settings.BASE_DIR) / "docs" / "vocabulary.md").read_text().splitlines()
    if line.startswith("| ") and "`" in line
]
NAMED = re.compile(r"`([a-z]+(?:\.\w+)*)`(?: \(([^)]*)\))?")
PLACES = sorted({place for row in ROWS for place in NAMED.findall(row)})


def members_of(found):
    fields = found._meta.get_fields() if hasattr(found, "_meta") else ()
    return {*dir(found), *(field.name for field in fields)}


@pytest.mark.parametrize(("path", "members"), PLACES)
def test_what_the_vocabulary_names_is_there(path, members):
    found = pkgutil.resolve_name(path)
    assert set(re.findall(r"\w+", members)) <= members_of(found)
