"""Templates: lines that fit a screen, and none that nobody asks for."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
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
LOADED = re.compile(r"{% load ([\w ]+) %}")
QUOTED = re.compile(r"""["']([\w/.-]+\.(?:html|txt))["']""")


def test_no_line_is_too_long():
    too_long = [
        f"{name}:{number}"
        for name, path in zip(NAMES, PATHS, strict=True)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > LONGEST
    ]
    assert too_long == []


FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
BUTTON = re.compile(r"""<button(?![^>]*type="button")[^>]*>""")
ONE_LINE = re.compile(r"""<input(?![^>]*type="(?:hidden|checkbox|radio|file)")""")
ASKS_ONLY = 'value="try"'  # shows what would be, and writes nothing


def test_enter_in_a_field_of_one_line_decides_nothing():
    """There Enter presses the first button of the form: it grants, approves or says yes."""
    wrong = [
        name
        for name, path in zip(NAMES, PATHS, strict=True)
        for form in FORM.findall(path.read_text(encoding="utf-8"))
        if 'method="post"' in form
        and ONE_LINE.search(form)
        and len(buttons := BUTTON.findall(form)) > 1
        and ASKS_ONLY not in buttons[0]
    ]
    assert wrong == []


# What browsers have an objection to: they tell it in their own language, not in the page's.
OPENING = re.compile(r"""<form(?:[^>{]|{%.*?%}|{{.*?}})*>""", re.DOTALL)
OBJECTED = re.compile(
    r"""\brequired\b|\b(?:min|max|pattern)="|type="(?:number|email|date|url)"|components/field"""
    r"""|formattedfield|{{ (?:field|form)\b"""
)


def test_the_page_and_not_the_browser_says_what_is_wrong_in_a_form():
    wrong = [
        name
        for name, path in zip(NAMES, PATHS, strict=True)
        for form in FORM.findall(path.read_text(encoding="utf-8"))
        if 'method="post"' in (opening := OPENING.match(form)[0])
        and "novalidate" not in opening
        and OBJECTED.search(form)
    ]
    assert wrong == []


INCLUDED = re.compile(r"""{% include "([^"]+)"[^%]*%}""")
ALONE = re.compile(r"""{% include "([^"]+)"[^%]* only %}""")


def test_no_form_is_included_without_its_token():
    """``only`` keeps the token of the page out, and the form would be refused."""
    texts = {
        name: path.read_text(encoding="utf-8") for name, path in zip(NAMES, PATHS, strict=True)
    }

    def has_form(name: str) -> bool:
        text = texts.get(name, "")
        return "csrf_token" in text or any(map(has_form, INCLUDED.findall(text)))

    assert [
        (name, included)
        for name, text in texts.items()
        for included in ALONE.findall(text)
        if has_form(included)
    ] == []


CHART = re.compile(r"""{% include "(components/chart_\w+\.html)"|{% (\w+)_chart """)
CELLS = re.compile(r"<td\b|</td>")
NEXT_SECTION = re.compile(r"<h[12]\b|</section>")


def test_every_chart_stands_in_a_row_of_numbers_or_before_its_table():
    """What a picture shows can be read as numbers too, before the next heading."""
    alone, drawn = [], set()
    for name, path in zip(NAMES, PATHS, strict=True):
        text = path.read_text(encoding="utf-8")
        for chart in CHART.finditer(text):
            component = chart[1] or f"components/chart_{chart[2]}.html"
            drawn.add(component)
            is_in_cell = CELLS.findall(text[: chart.start()])[-1:] == ["<td"]
            section = NEXT_SECTION.split(text[chart.end() :])[0]
            if not is_in_cell and "<table" not in section + (ROOT / component).read_text():
                alone.append(f"{name}: {component}")
    assert alone == []
    # A component that nobody draws would hide that the pattern finds nothing.
    assert drawn == {name for name in NAMES if name.startswith("components/chart_")}


# For other sites: it writes each of its numbers as text, and its page has the table.
DRAWN_WITH_NUMBERS = ["reporting/months/plan_svg.html"]


def test_every_picture_of_figures_is_a_component():
    """So that the rule above sees it: a drawing with numbers inside a page would go unnoticed."""
    drawn = [
        name
        for name, path in zip(NAMES, PATHS, strict=True)
        if re.search(r"<(?:polyline|rect|circle)\b", path.read_text(encoding="utf-8"))
        if not name.startswith("components/chart_")
    ]
    assert drawn == DRAWN_WITH_NUMBERS


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


def letters_of_allauth() -> set[str]:
    """Code names a letter, whose subject and message allauth's adapter looks for."""
    named = {name for name in names_in_code() if name.startswith("account/email/")}
    return {f"{name}_{part}.txt" for name in named for part in ("subject", "message")}


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


@pytest.mark.slow
def test_every_template_is_asked_for():
    exact = {*names_in_templates(), *names_in_code(), *names_by_convention()}
    exact |= letters_of_allauth()
    patterns = [name for name in exact if "*" in name and name.endswith((".html", ".txt"))]
    unasked = [
        name
        for name in NAMES
        if name not in exact
        and not is_override(name)
        and not any(fnmatchcase(name, pattern) for pattern in patterns)
    ]
    assert unasked == []


# Each app and those whose tags its templates may load: itself, what lies below it, and the
# crossings that decision 0001 lists.
BELOW = ("people", "plan", "courses", "certification", "reporting")
CROSSINGS = {
    ("courses/my_learning.html", "certificates"),
    ("courses/years/_statement.html", "statements"),
    ("courses/years/list.html", "statements"),
    ("cms/plan_progress.html", "plan_progress"),
    ("cms/plan_progress_page.html", "public_figures"),
}


def homes_of_tags() -> dict[str, str]:
    paths = (path for app in BELOW for path in (BASE / app / "templatetags").glob("*.py"))
    return {path.stem: path.parts[-3] for path in paths if path.stem != "__init__"}


def test_templates_load_tags_of_upper_apps_only_where_the_decision_says_so():
    homes = homes_of_tags()
    crossings = {
        (name, library)
        for name, path in zip(NAMES, PATHS, strict=True)
        for line in LOADED.findall(path.read_text(encoding="utf-8"))
        for library in line.split()
        if library in homes and looks_up(name.partition("/")[0], homes[library])
    }
    assert crossings == CROSSINGS


def looks_up(app: str, home: str) -> bool:
    """The office may load everything below it; reporting is its neighbour, not below."""
    order = {one: level for level, one in enumerate(BELOW)} | {"cms": BELOW.index("reporting")}
    return app in order and app != home and order[home] >= order[app]
