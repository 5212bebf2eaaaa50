"""Judges a look before it is kept: words, contrast, room for the longest words, and access."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from typing import Any

from django.utils.translation import gettext as _

from certification.designs.samples import HARD, longest_words, sample_facts
from certification.facts.snapshot import Facts
from certification.facts.wording import OPTIONAL_FIELDS, WORDING_FIELDS, WORDING_LANGUAGES
from certification.models import Design, DesignVersion
from certification.rendering.accessibility_check import accessibility_faults
from certification.rendering.colours import MIN_CONTRAST, contrast_ratio, relative_luminance
from certification.rendering.fitting import SheetOverflow
from certification.rendering.style import WHITE, SheetStyle
from people.templatetags.burmese import digits, number
from people.text.languages import in_language

COLOUR = re.compile(r"#[0-9a-f]{6}")
LIGHT = 0.6  # luminance of paper below which print and the square suffer
MOST_SIGNATORIES = 4
HEAVIEST, SEAL = 75_000, 9_500  # bytes: of a finished file, and what sealing adds to a sheet
READ = ("primary", "ink", "muted")
LONGEST_WORDING = {"title": 60, "statement": 220, "note": 160}
LONGEST_LABEL = 40


@dataclass(frozen=True)
class Problem:
    """``field`` is a name of the form: ``paper``, ``colours.ink``, ``wording.title``, …"""

    field: str
    message: str


class DesignRefused(Exception):
    """The design cannot be kept as it is; ``problems`` says why, each with its field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = list(problems)


def require_good(design: Design, look: SheetStyle, signatories: list[dict[str, Any]]) -> None:
    """Raise DesignRefused unless the look may be kept. Slow: it renders up to two sheets."""
    problems = [
        *wording_problems(look.wording),
        *emblem_problems(look),
        *signatory_problems(signatories),
        *colour_problems(look),
    ]
    problems = problems or list(sheet_problems(design, look, signatories))
    if problems:
        raise DesignRefused(problems)


def wording_problems(wording: Mapping[str, Mapping[str, str]]) -> Iterator[Problem]:
    for field in WORDING_FIELDS:
        words = wording.get(field, {})
        written = [language for language in WORDING_LANGUAGES if words.get(language)]
        if len(written) < len(WORDING_LANGUAGES) and (written or field not in OPTIONAL_FIELDS):
            yield Problem(f"wording.{field}", _("Write this in both languages."))
        most = LONGEST_WORDING.get(field, LONGEST_LABEL)
        if any(len(words[language]) > most for language in written):
            yield Problem(
                f"wording.{field}",
                _("This is too long. At most %(most)s letters in each language.")
                % {"most": number(most)},
            )


def emblem_problems(look: SheetStyle) -> Iterator[Problem]:
    if look.emblem and not all(look.emblem_text.get(language) for language in WORDING_LANGUAGES):
        message = _("Say in both languages what the emblem shows, for those who cannot see it.")
        yield Problem("emblem_text", message)


def signatory_problems(signatories: list[dict[str, Any]]) -> Iterator[Problem]:
    if not 1 <= len(signatories) <= MOST_SIGNATORIES:
        yield Problem("signatories", _("One to four people sign a certificate."))
    for place, who in enumerate(signatories, 1):
        for part in ("names", "positions"):
            if not all(who[part].get(language) for language in WORDING_LANGUAGES):
                message = _("Write name and position in both languages.")
                yield Problem(f"signatories.{place}", message)
                break


def colour_problems(look: SheetStyle) -> Iterator[Problem]:
    colours = asdict(look.colours)
    wrong = [name for name, colour in colours.items() if not COLOUR.fullmatch(colour)]
    for name in wrong:
        yield Problem(f"colours.{name}", _("Write the colour as # and six digits, like #8c1d2b."))
    if not wrong:
        yield from contrast_problems(
            colours, is_plain=look.background == DesignVersion.Background.PLAIN
        )


def contrast_problems(colours: dict[str, str], *, is_plain: bool) -> Iterator[Problem]:
    paper = WHITE if is_plain else colours["paper"]
    if relative_luminance(paper) < LIGHT:
        message = _("The paper is too dark to be printed and scanned. Choose a lighter colour.")
        yield Problem("colours.paper", message)
    for name in READ:
        ratio = contrast_ratio(colours[name], paper)
        if ratio < MIN_CONTRAST:
            message = _(
                "Words in this colour are hard to read: the contrast to the paper is %(ratio)s"
                " to 1, and at least %(enough)s to 1 is needed. Choose a darker colour."
            )
            words = {"ratio": digits(int(ratio * 10) / 10), "enough": digits(MIN_CONTRAST)}
            yield Problem(f"colours.{name}", message % words)


def sheet_problems(
    design: Design, look: SheetStyle, signatories: list[dict[str, Any]]
) -> Iterator[Problem]:
    """What goes wrong on paper, with our hard words and with the longest in the records."""
    for words in (HARD, longest_words(design)):
        facts = sample_facts(design.kind, words, signatories)
        problems = list(problems_on_paper(facts, look))
        if problems:
            yield from problems
            return


def problems_on_paper(facts: Facts, look: SheetStyle) -> Iterator[Problem]:
    try:
        content = page().render_pdf(facts, "{}", look)
    except SheetOverflow as error:
        yield from (room_problem(part, facts) for part in error.parts)
        return
    yield from (Problem("paper", fault_words(fault)) for fault in accessibility_faults(content))
    if len(content) > HEAVIEST - SEAL:
        yield weight_problem(len(content) + SEAL)


def weight_problem(size: int) -> Problem:
    message = _(
        "A file of this design takes about %(size)s kB. On slow lines it should take no more than"
        " %(most)s: choose another background or a simpler emblem, or leave out pictures of"
        " signatures."
    )
    words = {"size": number(size // 1000), "most": number(HEAVIEST // 1000)}
    return Problem("background", message % words)


def page() -> Any:
    """The module that needs WeasyPrint, loaded when first asked for: without Pango it dies."""
    return import_module("certification.rendering.page")


def room_problem(part: str, facts: Facts) -> Problem:
    if part.startswith("signatory-"):
        message = _("Name and position have no room. Shorten them, or let fewer people sign.")
        return Problem(f"signatories.{part.removeprefix('signatory-')}", message)
    if part == "check":
        return Problem("wording.check", _("These words have no room beside the code."))
    if part == "issuer":
        return Problem("paper", _("The name of the issuer has no room on this paper."))
    if part == "clause":
        return Problem("paper", _("The clause of the plan has no room on this paper."))
    message = _(
        "The longest name and title do not fit, even in the smallest type: “%(name)s”,"
        " “%(title)s”. Shorten the wording, choose another paper, or let fewer people sign."
    )
    names, titles = facts["person"]["names"], facts["course"]["titles"]
    return Problem(
        "wording.statement", message % {"name": in_language(names), "title": in_language(titles)}
    )


def fault_words(fault: str) -> str:
    return {
        "untagged": _("The file has no structure that a screen reader could follow."),
        "untitled": _("The file has no title."),
        "no-language": _("The file does not say its language."),
        "no-text-of-picture": _("A picture has no words for those who cannot see it."),
        "font": _("The file uses letters that are not our own."),
        "outside": _("Something is painted that a screen reader cannot know of."),
    }[fault]
