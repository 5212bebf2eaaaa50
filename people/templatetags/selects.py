"""Writes the options of lists: forms have a hundred, for which templates are slow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import template
from django.forms.renderers import get_default_renderer
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_PLAIN = "django/forms/widgets/select_option.html"


@register.simple_tag(name="select_options")
def write_options(widget: Mapping[str, Any]) -> SafeString:
    """Return the options of the widget in their groups, as Django's own templates write them."""
    # Security: values and labels are escaped, and so are the attributes.
    return mark_safe("\n".join(_list_parts(widget["optgroups"])))  # noqa: S308


def _list_parts(groups: list[tuple[Any, list[Mapping[str, Any]], int]]) -> Iterator[str]:
    for name, options, _index in groups:
        if name:
            yield f'<optgroup label="{conditional_escape(name)}">'
        yield from map(_write_option, options)
        if name:
            yield "</optgroup>"


def _write_option(option: Mapping[str, Any]) -> str:
    # One that is drawn otherwise, by whoever made the widget, stays so.
    if option["template_name"] != _PLAIN:
        return get_default_renderer().render(option["template_name"], {"widget": option})
    attributes = "".join(_write_attribute(*one) for one in option["attrs"].items())
    label = conditional_escape(localize(option["label"]))
    return f'<option value="{escape(option["value"])}"{attributes}>{label}</option>'


def _write_attribute(name: str, value: object) -> str:
    if value is False:
        return ""
    return f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"'
