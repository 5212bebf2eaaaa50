"""Validates a style before it is saved: words, contrast, room for long words, accessibility."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from certification import rendering
from certification.designs.samples import STRESS_WORDS, build_sample_facts, find_longest_words
from certification.facts.snapshot import Facts
from certification.facts.wording import OPTIONAL_FIELDS, SHEET_LANGUAGES, WORDING_FIELDS
from certification.models import Design, DesignVersion
from certification.rendering.colours import MIN_CONTRAST, contrast_ratio, relative_luminance
from certification.rendering.style import WHITE, SheetOverflow, SheetStyle
from people.text.formatting import digits, number
from people.text.languages import in_language

_HEX_COLOUR = re.compile(r"#[0-9a-f]{6}")
_MIN_PAPER_LUMINANCE = 0.6  # on darker paper print and the QR code suffer
MAX_SIGNATORIES = 4
# Of a finished file, which holders load over slow lines; and what sealing adds to a sheet.
_MAX_PDF_BYTES, _SEAL_BYTES = 75_000, 9_500
_TEXT_COLOURS = ("primary", "ink", "muted")
_MAX_WORDING_LENGTHS = {"title": 60, "statement": 220, "note": 160}
_MAX_LABEL_LENGTH = 40  # letters, for every other field


@dataclass(frozen=True)
class DesignProblem:
    """``field`` is a name of the form: ``paper``, ``colours.ink``, ``wording.title``, …"""

    field: str
    message: str


class InvalidDesign(Exception):
    """The design cannot be saved as it is; ``problems`` says why, each with its field."""

    def __init__(self, problems: Sequence[DesignProblem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = list(problems)


def validate_design(design: Design, style: SheetStyle, signatories: list[dict[str, Any]]) -> None:
    """Raise InvalidDesign unless the style may be saved. Slow: it renders up to two sheets."""
    problems = [
        *_check_wording(style.wording),
        *_check_emblem(style),
        *_check_signatories(signatories),
        *_check_colours(style),
    ]
    # Sheets are drawn only when the rest is right: a wrong colour would fail there once more.
    problems = problems or list(_check_sheets(design, style, signatories))
    if problems:
        raise InvalidDesign(problems)


def _check_wording(wording: Mapping[str, Mapping[str, str]]) -> Iterator[DesignProblem]:
    for field in WORDING_FIELDS:
        words = wording.get(field, {})
        written = [language for language in SHEET_LANGUAGES if words.get(language)]
        if len(written) < len(SHEET_LANGUAGES) and (written or field not in OPTIONAL_FIELDS):
            yield DesignProblem(f"wording.{field}", _("Write this in both languages."))
        most = _MAX_WORDING_LENGTHS.get(field, _MAX_LABEL_LENGTH)
        if any(len(words[language]) > most for language in written):
            yield DesignProblem(
                f"wording.{field}",
                _("This is too long. At most %(most)s letters in each language.")
                % {"most": number(most)},
            )


def _check_emblem(style: SheetStyle) -> Iterator[DesignProblem]:
    if style.emblem and not all(style.emblem_text.get(language) for language in SHEET_LANGUAGES):
        message = _("Say in both languages what the emblem shows, for those who cannot see it.")
        yield DesignProblem("emblem_text", message)


def _check_signatories(signatories: list[dict[str, Any]]) -> Iterator[DesignProblem]:
    if not 1 <= len(signatories) <= MAX_SIGNATORIES:
        yield DesignProblem("signatories", _("One to four people sign a certificate."))
    for place, who in enumerate(signatories, 1):
        for part in ("names", "positions"):
            if not all(who[part].get(language) for language in SHEET_LANGUAGES):
                message = _("Write name and position in both languages.")
                yield DesignProblem(f"signatories.{place}", message)
                break


def _check_colours(style: SheetStyle) -> Iterator[DesignProblem]:
    colours = asdict(style.colours)
    wrong = [name for name, colour in colours.items() if not _HEX_COLOUR.fullmatch(colour)]
    for name in wrong:
        yield DesignProblem(
            f"colours.{name}", _("Write the colour as # and six digits, like #8c1d2b.")
        )
    if not wrong:
        yield from _check_contrast(
            colours, is_plain=style.background == DesignVersion.Background.PLAIN
        )


def _check_contrast(colours: dict[str, str], *, is_plain: bool) -> Iterator[DesignProblem]:
    paper = WHITE if is_plain else colours["paper"]
    if relative_luminance(paper) < _MIN_PAPER_LUMINANCE:
        message = _("The paper is too dark to be printed and scanned. Choose a lighter colour.")
        yield DesignProblem("colours.paper", message)
    for name in _TEXT_COLOURS:
        ratio = contrast_ratio(colours[name], paper)
        if ratio < MIN_CONTRAST:
            message = _(
                "Words in this colour are hard to read: the contrast to the paper is %(ratio)s"
                " to 1, and at least %(enough)s to 1 is needed. Choose a darker colour."
            )
            words = {"ratio": digits(int(ratio * 10) / 10), "enough": digits(MIN_CONTRAST)}
            yield DesignProblem(f"colours.{name}", message % words)


def _check_sheets(
    design: Design, style: SheetStyle, signatories: list[dict[str, Any]]
) -> Iterator[DesignProblem]:
    """Yield what goes wrong on paper, with the fixed hard words and the longest in the records."""
    for words in (STRESS_WORDS, find_longest_words(design)):
        facts = build_sample_facts(design.kind, words, signatories)
        # The line under a name that nobody confirmed needs room too.
        facts["person"]["is_confirmed"] = False
        problems = list(_check_rendered_sheet(facts, style))
        if problems:
            yield from problems
            return


def _check_rendered_sheet(facts: Facts, style: SheetStyle) -> Iterator[DesignProblem]:
    try:
        content = rendering.render_pdf(facts, "{}", style)
    except SheetOverflow as error:
        yield from (_build_overflow_problem(part, facts) for part in error.parts)
        return
    yield from (
        DesignProblem("paper", _describe_fault(fault))
        for fault in rendering.accessibility_faults(content)
    )
    if len(content) > _MAX_PDF_BYTES - _SEAL_BYTES:
        yield _build_size_problem(len(content) + _SEAL_BYTES)


def _build_size_problem(size: int) -> DesignProblem:
    message = _(
        "A file of this design takes about %(size)s kB. On slow lines it should take no more than"
        " %(most)s: choose another background or a simpler emblem, or leave out pictures of"
        " signatures."
    )
    words = {"size": number(size // 1000), "most": number(_MAX_PDF_BYTES // 1000)}
    return DesignProblem("background", message % words)


def _build_overflow_problem(part: str, facts: Facts) -> DesignProblem:
    if part.startswith("signatory-"):
        message = _("Name and position have no room. Shorten them, or let fewer people sign.")
        return DesignProblem(f"signatories.{part.removeprefix('signatory-')}", message)
    if part == "check":
        return DesignProblem("wording.check", _("These words have no room beside the code."))
    if part == "issuer":
        return DesignProblem("paper", _("The name of the issuer has no room on this paper."))
    if part == "clause":
        return DesignProblem("paper", _("The clause of the plan has no room on this paper."))
    message = _(
        "The longest name and title do not fit, even in the smallest type: “%(name)s”,"
        " “%(title)s”. Shorten the wording, choose another paper, or let fewer people sign."
    )
    names, titles = facts["person"]["names"], facts["course"]["titles"]
    return DesignProblem(
        "wording.statement", message % {"name": in_language(names), "title": in_language(titles)}
    )


def _describe_fault(fault: str) -> str:
    return {
        "untagged": _("The file has no structure that a screen reader could follow."),
        "untitled": _("The file has no title."),
        "no-language": _("The file does not say its language."),
        "no-text-of-picture": _("A picture has no words for those who cannot see it."),
        "font": _("The file uses letters that are not our own."),
        "outside": _("Something is painted that a screen reader cannot know of."),
    }[fault]
