"""Says what of a question a format cannot hold, before it is written in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.interchange.drafts import (
    DisplayText,
    DraftFacts,
    ItemDraft,
    Notice,
    Unfit,
    Written,
    renumber_draft,
    shorten_excerpt,
)
from courses.interchange.markup import html_to_text
from courses.interchange.shapes import find_marker_note, is_plain_essay

_MARKUP = re.compile(r"<(?!/?p>|br>)")
_LEFT_OUT = {
    "hint": _("Its hint is left out: the format has no place for one."),
    "tags": _("Its tags are left out: the format has no place for them."),
    "option_feedback": _("What is said to single answers is left out."),
    "feedback": _("Its explanation is left out: the format has no place for one."),
    "lesson": _("The lesson it belongs to is left out: elsewhere nobody has it."),
}


@dataclass(frozen=True)
class Capacity:
    """What a format holds: kinds, and of ``hint``, ``tags``, ``media``, ``units`` … which.

    ``pictured``: by kind the letters of the parts that may have a picture or sound, ``o`` for
    options and ``t`` for targets. ``is_plain``: its texts are words in lines.
    """

    name: str
    kinds: Collection[str]
    holds: Collection[str]
    pictured: Mapping[str, str] = field(default_factory=dict)
    is_plain: bool = False

    def require_fit(self, draft: ItemDraft) -> None:
        """Raise `Unfit` for a question that would be another one without what is left out."""
        if draft.kind not in self.kinds:
            raise Unfit(format_lazy(_("{format} has no such kind of question."), format=self.name))
        if draft.media and "media" not in self.holds:
            raise Unfit(format_lazy(_("{format} holds no pictures."), format=self.name))
        letters = self.pictured.get(draft.kind, "")
        if any(slot != "stem" and slot[0] not in letters for slot in draft.media):
            told = _("{format} holds no pictures in this part of a question.")
            raise Unfit(format_lazy(told, format=self.name))
        if draft.kind == "numeric" and draft.answer_key["units"] and "units" not in self.holds:
            raise Unfit(format_lazy(_("{format} holds no units."), format=self.name))

    def list_losses(self, draft: ItemDraft) -> Iterator[DisplayText]:
        """Yield what is left out of a question that is written all the same."""
        for name, told in _LEFT_OUT.items():
            if getattr(draft, name) and name not in self.holds:
                yield told
        if self.is_plain and _MARKUP.search(draft.stem):
            yield _("Bold and italic words, lists and links of its text became plain words.")
        yield from self._list_lost_facts(draft.facts)
        if draft.kind == "essay" and "rubric" not in self.holds and not is_plain_essay(draft):
            yield _("Its criteria are left out: whoever marks it elsewhere has none.")
        elif draft.kind == "essay" and _has_levels(draft):
            yield _("The words of its levels are left out; the points of each criterion stay.")
        if find_marker_note(draft) and "marker_note" not in self.holds:
            yield _("Its note for who marks it is left out.")

    def _list_lost_facts(self, facts: DraftFacts) -> Iterator[DisplayText]:
        if replace(facts, note="") != DraftFacts() and "facts" not in self.holds:
            yield _("Its skill, level and difficulty are left out.")
        if facts.note and "note" not in self.holds:
            yield _("Its author's note is left out.")


def _has_levels(draft: ItemDraft) -> bool:
    return any(one.get("levels") for one in draft.answer_key["rubric"])


def write_parts(
    drafts: Iterable[ItemDraft], capacity: Capacity, write: Callable[[ItemDraft, int], str]
) -> tuple[list[str], Written]:
    """Return each question as the format writes it, and what could not be written."""
    parts, written = [], Written()
    for number, one in enumerate(drafts, start=1):
        draft = renumber_draft(one)
        place, excerpt = draft.source_name, shorten_excerpt(html_to_text(draft.stem))
        try:
            capacity.require_fit(draft)
            parts.append(write(draft, number))
        except Unfit as unfit:
            written.refusals.append(Notice(place, unfit.reason, excerpt))
            continue
        losses = capacity.list_losses(draft)
        written.notes += [Notice(place, told, excerpt) for told in losses]
    written.count = len(parts)
    return parts, written
