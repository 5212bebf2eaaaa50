"""Numbers are written for readers where a filter says so, and plainly everywhere else.

An address or a value of a form with ``1,234`` or ``၁၂၃၄`` in it means nothing to the server.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, engines
from django.utils.translation import override

ROOT = Path(settings.BASE_DIR) / "templates"
PATHS = sorted(path for path in ROOT.rglob("*.html"))
LARGE = 1_234_567
READ_BY_PEOPLE = {"aria-label", "title", "alt", "placeholder", "content", "data-label", "label"}
EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.S)
TAG = re.compile(r"\{[%#](.*?)[%#]\}", re.S)
ATTRIBUTE = re.compile(r"""([\w:-]+)=("[^"]*"|'[^']*')""")
LOAD = re.compile(r"\{% load [\w ]+ %\}")


class LargeNumber(int):
    """Every part of it, and whatever it is called with, is the same large number."""

    def __getattr__(self, name: str) -> "LargeNumber":
        if name.startswith("_") or name in ("resolve_expression", "as_widget", "render"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> "LargeNumber":
        return self

    def __iter__(self) -> Iterator[str]:
        """Filters that read the letters of a text read the digits."""
        return iter(str(int(self)))


class EveryName(dict):
    """A context in which every name is the large number."""

    def __contains__(self, name: object) -> bool:
        return True

    def __getitem__(self, name: str) -> LargeNumber:
        return LargeNumber(LARGE)


def machine_expressions(source: str) -> Iterator[str]:
    """Yield the expressions in attributes that a machine reads."""
    found: list[str] = []

    def hide(match: re.Match[str]) -> str:
        found.append(match.group(0))
        return f"\0{len(found) - 1}\0"

    hidden = EXPRESSION.sub(hide, TAG.sub("", source))
    for name, value in ATTRIBUTE.findall(hidden):
        if name not in READ_BY_PEOPLE:
            yield from (found[int(number)] for number in re.findall(r"\0(\d+)\0", value))


def write(source: str, context: dict[str, object]) -> str:
    template = engines["django"].from_string(source).template
    return template.render(Context(context))


def test_no_attribute_that_a_machine_reads_has_a_formatted_number():
    formatted = []
    for path in PATHS:
        source = path.read_text(encoding="utf-8")
        loads = "".join(LOAD.findall(source))
        for expression in sorted(set(machine_expressions(source))):
            written = write(loads + expression, EveryName())
            if re.search(r"1,234|၁", written):
                formatted.append((path.name, expression, written))
    assert formatted == []


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_number_without_a_filter_is_plain_in_every_language(language):
    with override(language):
        assert write("{{ pk }}", {"pk": LARGE}) == str(LARGE)
        assert f'value="{LARGE}"' in forms.HiddenInput().render("pk", LARGE)
        assert f'value="{LARGE}"' in forms.NumberInput().render("pk", LARGE)
        choice = forms.Select(choices=[(LARGE, "one")]).render("pk", LARGE)
        assert f'value="{LARGE}" selected' in choice


def test_a_number_for_readers_keeps_its_separators():
    with override("en"):
        assert write("{{ count|number }}", {"count": LARGE}) == "1,234,567"
    with override("my"):
        assert write("{{ count|number }}", {"count": LARGE}) == "၁,၂၃၄,၅၆၇"
