"""Shows every component of the pages, in both languages side by side; in the demo only."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.blocks import StreamValue

from cms.blocks import LessonBody
from cms.blocks.samples import find_sample, list_sample_names

_SAMPLES_FILE = Path(__file__).with_name("style_guide_samples.yaml")
_STYLE_SECTIONS = (
    *("type", "colours", "buttons", "fields", "errors", "notices", "tags", "progress"),
    *("cards", "tables", "facts", "disclosure", "empty", "navigation", "verdicts", "blocks"),
)
_COLOUR_NAMES = (
    *("paper", "surface", "surface-strong", "ink", "muted", "line", "line-strong"),
    *("jade", "jade-soft", "lapis", "lapis-soft", "gold", "gold-soft", "lacquer", "lacquer-soft"),
    *(f"heat-{step}" for step in range(6)),
)


class _SampleForm(forms.Form):
    """One field of each kind, labelled in the sample's language."""

    name = forms.CharField()
    email = forms.EmailField(required=False)
    office = forms.ChoiceField()
    audience = forms.ChoiceField(widget=forms.RadioSelect)
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agree = forms.BooleanField()

    def __init__(self, *args: Any, words: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = words[name]
        self.fields["name"].help_text = words["name_hint"]
        for name, choices in (("office", "offices"), ("audience", "audiences")):
            self.fields[name].widget.choices = list(enumerate(words[choices]))


def show_style_guide(request: HttpRequest) -> HttpResponse:
    words = yaml.safe_load(_SAMPLES_FILE.read_text(encoding="utf-8"))
    context = {
        "sections": [f"design/{name}.html" for name in _STYLE_SECTIONS],
        "samples": {code: _build_samples(code, text) for code, text in words.items()},
        "colours": _COLOUR_NAMES,
        "day": date(2026, 11, 23),
        "page": Paginator(range(200), 20).page(3),
    }
    return render(request, "design/index.html", context)


def _build_samples(code: str, words: dict[str, Any]) -> dict[str, Any]:
    """Return the words of one language with forms and rows made of them."""
    return words | {
        "form": _SampleForm(auto_id=f"{code}-%s", words=words),
        "bad_form": _SampleForm({"email": "x"}, auto_id=f"{code}-bad-%s", words=words),
        "rows": list(zip(words["units"], (1234, 512, 87), (2000, 740, 80), strict=True)),
        "blocks": _build_blocks(code),
        "links": [(label, "/design/") for label in words["trail"][:-1]]
        + [(words["trail"][-1], "")],
        "course": {
            "slug": "personal-data",
            "title": words["title"],
            "summary": words["summary"],
            "audience": "official",
            "get_audience_display": words["audiences"][0],
            "languages": settings.CONTENT_LANGUAGES,
        },
    }


def _build_blocks(code: str) -> StreamValue:
    """Return the blocks of lessons as the chooser of blocks shows them."""
    body = LessonBody()
    samples = [(name, find_sample(name, code)) for name in list_sample_names()]
    children = [(name, body.child_blocks[name].normalize(value)) for name, value in samples]
    return StreamValue(body, children)
