"""Takes days and times as they are typed, in both digit sets.

Upstream's picker puts today, or a day nearby, in the place of what it cannot read, in silence.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import Widget
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from people.text import to_ascii_digits


def take_days_as_typed() -> None:
    """Let forms judge what was typed: an error tells more than another day."""
    # No setting exists, and screens of upstream make these widgets themselves.
    for widget in (AdminDateInput, AdminDateTimeInput, AdminTimeInput):
        widget.get_config = _leave_on_blur(widget.get_config)
        widget.value_from_datadict = _read_digits


def _leave_on_blur(get_config: Callable[[Any], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
    return lambda widget: {**get_config(widget), "validateOnBlur": False}


def _read_digits(widget: Widget, data: Mapping[str, Any], files: Any, name: str) -> Any:
    typed = data.get(name)
    return to_ascii_digits(typed) if isinstance(typed, str) else typed
