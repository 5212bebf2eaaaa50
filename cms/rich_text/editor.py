"""Marks phrases in the editor as written in another language: `lang` for voices and fonts.

Each language is an inline style, so that it may overlap links and emphasis; one button of the
editor offers them all.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.forms import Media
from django.utils.translation import gettext
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import ControlFeature, InlineStyleFeature
from wagtail.admin.staticfiles import versioned_static
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.rich_text.languages import LANGUAGE_FEATURE

_SCRIPT = "js/office-phrases.js"


class _PhraseLanguageFeature(ControlFeature):
    """Adds the button, and a style for each language of the settings."""

    def __init__(self) -> None:
        super().__init__({"type": "PHRASE_LANGUAGE"})

    @property
    def media(self) -> Media:
        return Media(js=[versioned_static(_SCRIPT)])

    def construct_options(self, options: dict[str, Any]) -> None:
        super().construct_options(options)
        for code, _name in settings.PHRASE_LANGUAGES:
            # Without a label or an icon it has no button of its own.
            look = {"borderBottom": "2px dotted currentColor"}
            InlineStyleFeature({"type": _style_of(code), "style": look}).construct_options(options)


def _style_of(code: str) -> str:
    return f"LANG_{code}"


def describe_phrase_languages() -> dict[str, Any]:
    """Return what the button says and offers, in the author's language."""
    return {
        "label": gettext("Language"),
        "description": gettext("Language of the phrase"),
        "none": gettext("As the text around it"),
        "unchosen": gettext("Select a phrase first."),
        "languages": [
            {"style": _style_of(code), "code": code, "name": str(name)}
            for code, name in settings.PHRASE_LANGUAGES
        ],
    }


def register_phrase_languages(features: FeatureRegistry) -> None:
    """Register the feature: its button, and how `<span lang>` becomes a style and back."""
    codes = [code for code, _name in settings.PHRASE_LANGUAGES]
    features.register_editor_plugin("draftail", LANGUAGE_FEATURE, _PhraseLanguageFeature())
    written = {f"span[lang={code}]": InlineStyleElementHandler(_style_of(code)) for code in codes}
    styles = {_style_of(code): {"element": "span", "props": {"lang": code}} for code in codes}
    rule = {"from_database_format": written, "to_database_format": {"style_map": styles}}
    features.register_converter_rule("contentstate", LANGUAGE_FEATURE, rule)
