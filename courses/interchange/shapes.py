"""Makes a draft of each kind from its parts, numbers them and refuses what cannot be answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.interchange.drafts import DraftPart, ItemDraft, Unfit, renumber_draft
from courses.interchange.markup import html_to_text
from people.text import clean, to_ascii_digits
from people.text.spelling import clean_lines

TRUE_FALSE = ("true", "false")
Part = str | DraftPart
_LONGEST_TYPED = 200  # characters that a learner can type into a field
_MOST_OPTIONS = 30
_LONGEST_NOTE = 2000
_WHOLE_POINTS = 10  # of a text that is marked as a whole
# As learners may type them, and with a power of ten, as programs write them.
_NUMBER = re.compile(r"[+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:[eE][+-]?\d{1,2})?", re.ASCII)
_MOST_POINTS = 1_000_000
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)


def shape_choice(
    base: ItemDraft,
    answers: Iterable[tuple[str, bool]],
    *,
    is_multiple: bool,
    told: Sequence[str] = (),
) -> ItemDraft:
    """Return a question with answers to choose from: text, and whether it is right.

    ``told`` is what is said to whoever chooses each.
    """
    listed = list(answers)
    options = _name_parts([text for text, _right in listed], "o", base)
    key = [name for name, (_text, right) in zip(options, listed, strict=True) if right]
    if not key:
        raise Unfit(_("No answer is marked as right."))
    if len(key) > 1 and not is_multiple:
        raise Unfit(_("Several answers are right, and it asks for one."))
    _require_distinct(options, base)
    feedback = {name: text for name, text in zip(options, told, strict=False) if text}
    kind = "multiple" if is_multiple else "single"
    return _finish(base, kind, sorted(key), options=options, option_feedback=feedback)


def shape_true_false(
    base: ItemDraft, *, is_true: bool, told: Mapping[str, str] | None = None
) -> ItemDraft:
    """Return a statement to be judged; ``told`` is what is said to each of the two answers."""
    options = {name: name for name in TRUE_FALSE}
    feedback = {name: text for name, text in (told or {}).items() if text}
    key = [TRUE_FALSE[not is_true]]
    return _finish(base, "true_false", key, options=options, option_feedback=feedback)


def shape_matching(
    base: ItemDraft, pairs: Iterable[tuple[Part, Part]], others: Iterable[Part] = ()
) -> ItemDraft:
    """Return prompts and the answer of each; ``others`` are answers of no prompt."""
    listed = [(_read_part(left), _read_part(right)) for left, right in pairs]
    if len(listed) < 2:
        raise Unfit(_("It has fewer than two pairs."))
    rights = list(dict.fromkeys([*(right for _left, right in listed), *map(_read_part, others)]))
    base = _add_media(base, o=rights, t=[left for left, _right in listed])
    options = _name_parts([one.words for one in rights], "o", base)
    targets = _name_parts([left.words for left, _right in listed], "t", base)
    names = dict(zip(rights, options, strict=True))
    key = {name: names[right] for name, (_left, right) in zip(targets, listed, strict=True)}
    return _finish(base, "matching", {"pairs": key}, options=options, targets=targets)


def shape_categories(
    base: ItemDraft, places: Iterable[tuple[Part, Part]], categories: Iterable[Part] = ()
) -> ItemDraft:
    """Return things to sort into categories: each with its own; ``categories`` are in order."""
    listed = [(_read_part(thing), _read_part(category)) for thing, category in places]
    titles = [*map(_read_part, categories), *(category for _thing, category in listed)]
    named = list(dict.fromkeys(titles))
    if any(category.media for category in named):
        raise Unfit(_("Its groups hold pictures, which they cannot here."))
    base = _add_media(base, o=[thing for thing, _category in listed])
    options = _name_parts([thing.words for thing, _category in listed], "o", base)
    targets = _name_parts([category.words for category in named], "t", base)
    if len(options) < 2 or len(targets) < 2:
        raise Unfit(_("It has fewer than two things or categories."))
    names = dict(zip(named, targets, strict=True))
    key = {name: names[category] for name, (_t, category) in zip(options, listed, strict=True)}
    return _finish(base, "categorise", {"pairs": key}, options=options, targets=targets)


def shape_order(base: ItemDraft, steps: Iterable[Part]) -> ItemDraft:
    """Return steps to be put in order; they are given in the right one."""
    listed = [_read_part(step) for step in steps]
    base = _add_media(base, o=listed)
    options = _name_parts([step.words for step in listed], "o", base)
    _require_distinct(options, base)
    return _finish(base, "ordering", {"order": [*options]}, options=options)


def shape_number(
    base: ItemDraft, value: str, tolerance: str = "0", units: Mapping[str, Decimal] | None = None
) -> ItemDraft:
    """Return a question for a number; ``units`` gives the factor of each to that of the value."""
    key = {
        "value": format_number(read_number(value)),
        "tolerance": format_number(abs(read_number(tolerance or "0"))),
        "units": {clean(unit): format_number(factor) for unit, factor in (units or {}).items()},
    }
    return _finish(base, "numeric", key)


def shape_short_text(base: ItemDraft, accepted: Iterable[str]) -> ItemDraft:
    """Return a question for some words."""
    return _finish(base, "short_text", {"accepted": _read_accepted(accepted)})


@dataclass(frozen=True)
class Gap:
    """What a gap accepts; with ``choices`` of its own it offers these, and nothing is typed."""

    accepted: Sequence[str]
    choices: Sequence[str] = ()


def shape_cloze(
    base: ItemDraft, passage: str, gaps: Sequence[Gap], choices: Iterable[str] = ()
) -> ItemDraft:
    """Return a text with gaps ``[[t1]]``, ``[[t2]]``, in order.

    ``choices`` are offered at every gap that has none of its own.
    """
    names = [f"t{n}" for n in range(1, len(gaps) + 1)]
    if not gaps:
        raise Unfit(_("It has no gap."))
    if any(passage.count(f"[[{name}]]") != 1 for name in names):
        raise Unfit(_("A gap does not stand in its text once."))
    shared = _name_parts(list(dict.fromkeys(map(clean, choices))), "o", base)
    options, key = dict(shared), {}
    for name, gap in zip(names, gaps, strict=True):
        own = _name_parts(list(dict.fromkeys(map(clean, gap.choices))), f"{name}-", base)
        offered = {text: one for one, text in (own or shared).items()}
        accepted = _read_accepted(gap.accepted)
        if offered and not offered.keys() >= {*accepted}:
            raise Unfit(_("A gap does not offer its answer."))
        key[name] = [offered.get(text, text) for text in accepted]
        options |= own
    targets = dict.fromkeys(names, "")
    shaped = replace(base, passage=passage)
    return _finish(shaped, "cloze", {"gaps": key}, options=options, targets=targets)


def shape_select_text(
    base: ItemDraft, passage: str, segments: Iterable[tuple[str, bool]]
) -> ItemDraft:
    """Return a text with parts ``[[o1]]``, ``[[o2]]`` to choose: words, and whether right."""
    listed = list(segments)
    options = _name_parts([text for text, _right in listed], "o", base)
    key = sorted(f"o{n}" for n, (_text, right) in enumerate(listed, start=1) if right)
    if not key:
        raise Unfit(_("No answer is marked as right."))
    return _finish(replace(base, passage=passage), "select_text", key, options=options)


def shape_essay(
    base: ItemDraft, criteria: Iterable[tuple[str, int]] = (), note: str = ""
) -> ItemDraft:
    """Return a question for a text that somebody marks: criteria, with their points.

    Without any the text is marked as a whole. The ``note`` is for who marks it.
    """
    criteria = list(criteria) or [(_name_whole(base.language), _WHOLE_POINTS)]
    rubric = [
        {"id": f"c{n}", "title": {base.language: clean(title)}, "points": points}
        for n, (title, points) in enumerate(criteria, start=1)
    ]
    told = clean_lines(note)[:_LONGEST_NOTE]
    more = {"note": {base.language: told}} if told else {}
    return _finish(base, "essay", {"rubric": rubric, **more})


def find_marker_note(draft: ItemDraft) -> str:
    """Return what is said of an essay to who marks it, in lines."""
    notes = draft.answer_key.get("note", {}) if draft.kind == "essay" else {}
    return str(notes.get(draft.language, ""))


def is_plain_essay(draft: ItemDraft) -> bool:
    """Return whether the text is marked as a whole, which needs no criteria."""
    return shape_essay(draft).answer_key["rubric"] == draft.answer_key["rubric"]


def _name_whole(language: str) -> str:
    with translation.override(language or None):
        return gettext("The answer as a whole")


def read_wildcard_text(text: str) -> str:
    """Return an accepted text of a system where ``*`` stands for any letters.

    ``\\*`` is a star. Raise `Unfit` for the other.
    """
    if "*" in text.replace("\\*", ""):
        raise Unfit(_("A “*” in its answer stands for any letters, which is not known here."))
    return text.replace("\\*", "*")


def read_number(text: str) -> Decimal:
    """Return the number, in Burmese or ASCII digits. Raise `Unfit`."""
    plain = to_ascii_digits(clean(text)).replace("\u2212", "-")
    plain = plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain
    if not _NUMBER.fullmatch(plain):
        raise Unfit(_("Its answer is not a number of up to 15 digits."))
    number = Decimal(plain)
    if not _NUMBER.fullmatch(format_number(number)):
        raise Unfit(_("Its answer is not a number of up to 15 digits."))
    return number


def read_points(text: str) -> Decimal:
    """Return how much an answer is worth, in points or percent. Raise `Unfit`."""
    try:
        points = Decimal(text)
        # What is no number at all compares with none, and a power of millions adds to none.
        if -_MOST_POINTS < points < _MOST_POINTS:
            return points
    except InvalidOperation:
        pass
    raise Unfit(_("The points of an answer are not a number."))


def format_number(number: Decimal) -> str:
    """Return the number without zeros at its end, as keys hold it."""
    return f"{number.normalize():f}" if number else "0"


def _finish(base: ItemDraft, kind: str, key: object, **parts: Mapping[str, str]) -> ItemDraft:
    draft = replace(base, kind=kind, answer_key=key, **parts)  # type: ignore[arg-type]
    if not html_to_text(draft.stem) and "stem" not in draft.media:
        raise Unfit(_("It asks nothing: its text is empty."))
    return renumber_draft(draft)


def _read_part(part: Part) -> DraftPart:
    return part if isinstance(part, DraftPart) else DraftPart(part)


def _add_media(base: ItemDraft, **parts: Sequence[DraftPart]) -> ItemDraft:
    """Return the draft with the pictures of its parts, by the letter that their names have."""
    named = {
        f"{letter}{n}": one.media
        for letter, listed in parts.items()
        for n, one in enumerate(listed, start=1)
        if one.media
    }
    return replace(base, media={**base.media, **named})


def _name_parts(texts: Sequence[str], letter: str, base: ItemDraft) -> dict[str, str]:
    if len(texts) > _MOST_OPTIONS:
        raise Unfit(_("It has more parts than a phone can show."))
    parts = {f"{letter}{n}": clean(text) for n, text in enumerate(texts, start=1)}
    if any(not text and name not in base.media for name, text in parts.items()):
        raise Unfit(_("One of its answers is empty."))
    return parts


def _require_distinct(options: Mapping[str, str], base: ItemDraft) -> None:
    if len(options) < 2:
        raise Unfit(_("It has fewer than two answers."))
    shown = [text for name, text in options.items() if name not in base.media]
    if len({*shown}) < len(shown):
        raise Unfit(_("Two of its answers are the same."))


def _read_accepted(texts: Iterable[str]) -> list[str]:
    accepted = list(dict.fromkeys(filter(None, map(clean, texts))))
    if not accepted:
        raise Unfit(_("No answer is marked as right."))
    if any(len(text) > _LONGEST_TYPED for text in accepted):
        raise Unfit(_("Its answer is longer than a learner can type."))
    return accepted
