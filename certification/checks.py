"""Checks at start what sealing needs: keys, settings and libraries; no demo keys elsewhere."""

from __future__ import annotations

import ctypes.util
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution

from certification.keys.health import find_demo_keys, find_key_settings_problems
from certification.models import ActionRequest
from certification.sealing import timestamps

_LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}


@register
def check_no_demo_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    found = [] if settings.LMS_DEMO else find_demo_keys()
    return [
        Error(
            f"{path} is a demo key.",
            hint="Make keys of your own in another KEYS_DIR: manage.py keys make",
            id="certification.E001",
        )
        for path in found
    ]


@register
def check_key_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [Error(problem, id="certification.E003") for problem in find_key_settings_problems()]


@register
def check_timestamp_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(problem, id="certification.E002") for problem in timestamps.find_timestamp_problems()
    ]


# A warning only: without Pango all but the drawing of certificates works.
@register
def check_pango_libraries(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    # Looked up without loading WeasyPrint, whose import fails where Pango is missing.
    missing = [
        package for name, package in _LIBRARIES.items() if not ctypes.util.find_library(name)
    ]
    if not missing:
        return []
    hint = f"apt-get install {' '.join(missing)}"
    return [Caution("Certificates cannot be drawn.", hint=hint, id="certification.W001")]


@register
def check_dual_control_kinds(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    unknown = sorted({*settings.DUAL_CONTROL_FOR} - {*ActionRequest.Kind.values})
    if not unknown:
        return []
    hint = f"Of these: {', '.join(ActionRequest.Kind.values)}."
    return [
        Error(f"DUAL_CONTROL_FOR has {', '.join(unknown)}.", hint=hint, id="certification.E004")
    ]
