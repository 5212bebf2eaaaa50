"""Templates: lines that fit a screen, and none that nobody asks for."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from django.conf import settings
from django.template.utils import get_app_template_dirs
from django.views import csrf, defaults
from wagtail.models import get_page_models

BASE = Path(settings.BASE_DIR)
ROOT = BASE / "templates"
PATHS = sorted(path for path in ROOT.rglob("*") if path.suffix in {".html", ".txt"})
NAMES = [path.relative_to(ROOT).as_posix() for path in PATHS]
APPS = ("certification", "cms", "courses", "lms", "people", "plan", "reporting")
LONGEST = 160
QUOTED = re.compile(r"""["']([\w/.-]+\.(?:html|txt))["']""")


def test_no_line_is_too_long():
    too_long = [
        f"{name}:{number}"
        for name, path in zip(NAMES, PATHS, strict=True)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > LONGEST
    ]
    assert too_long == []


def names_in_templates() -> Iterator[str]:
    for path in PATHS:
        yield from QUOTED.findall(path.read_text(encoding="utf-8"))


def names_in_code() -> Iterator[str]:
    """Strings, and those with gaps as patterns: ``*/messages/*.txt``."""
    for path in (path for app in APPS for path in (BASE / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield pattern_of(node)


def pattern_of(text: ast.JoinedStr) -> str:
    return "".join(part.value if isinstance(part, ast.Constant) else "*" for part in text.values)


def names_by_convention() -> set[str]:
    """What Django and Wagtail look for by themselves."""
    errors = {
        defaults.ERROR_400_TEMPLATE_NAME,
        defaults.ERROR_403_TEMPLATE_NAME,
        defaults.ERROR_404_TEMPLATE_NAME,
        defaults.ERROR_500_TEMPLATE_NAME,
        csrf.CSRF_FAILURE_TEMPLATE_NAME,
    }
    return errors | {model.template for model in get_page_models()}


def is_override(name: str) -> bool:
    return any((folder / name).exists() for folder in get_app_template_dirs("templates"))


def test_every_template_is_asked_for():
    exact = {*names_in_templates(), *names_in_code(), *names_by_convention()}
    patterns = [name for name in exact if "*" in name and name.endswith((".html", ".txt"))]
    unasked = [
        name
        for name in NAMES
        if name not in exact
        and not is_override(name)
        and not any(fnmatchcase(name, pattern) for pattern in patterns)
    ]
    assert unasked == []
