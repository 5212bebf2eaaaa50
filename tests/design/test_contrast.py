"""Colours that stand on each other can be told apart, in light and in dark."""

import itertools
import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR, "static/css/pyinnya.css").read_text(encoding="utf-8")
TEXT = [
    *(
        (ink, ground)
        for ink in ("ink", "muted", "jade", "lacquer", "lapis", "gold-ink")
        for ground in ("paper", "surface")
    ),
    *((tone, f"{tone}-soft") for tone in ("jade", "lapis", "lacquer")),
    *(("ink", f"{tone}-soft") for tone in ("jade", "lapis", "gold", "lacquer")),
    ("gold-ink", "gold-soft"),
    ("jade-strong", "jade-soft"),
    ("on-jade", "jade"),
    ("on-jade", "jade-strong"),
    ("on-lacquer", "lacquer"),
    ("on-lacquer", "lacquer-strong"),
    ("on-band", "band"),
    ("ink", "surface-strong"),
    ("muted", "surface-strong"),
    *((f"heat-{step}-ink", f"heat-{step}") for step in range(6)),
]
SHAPES = [
    ("line-strong", "paper"),
    ("line-strong", "surface"),
    ("gold", "paper"),
    ("jade", "paper"),
    ("jade", "surface-strong"),
    ("lapis", "paper"),
    ("band-gold", "band"),
]


def tokens_of(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))


def themes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\n\s*\}", CSS, re.DOTALL)
    light, dark = tokens_of(blocks[0]), tokens_of(blocks[1])
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out_from_its_ground(theme, ink, ground):
    tokens = themes()[theme]
    assert contrast(tokens[ink], tokens[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_stand_out_from_their_ground(theme, shape, ground):
    tokens = themes()[theme]
    assert contrast(tokens[shape], tokens[ground]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_heat_ramp_rises_evenly(theme):
    tokens = themes()[theme]
    steps = [contrast(tokens[f"heat-{step}"], tokens["paper"]) for step in range(6)]
    assert steps == sorted(steps)
    assert min(b / a for a, b in itertools.pairwise(steps)) > 1.15
