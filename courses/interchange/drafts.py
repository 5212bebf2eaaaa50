"""Holds a question on its way between files and banks: content of one language, and its key."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.utils.text import Truncator

from courses.interchange.removals import watch_removals

_EXCERPT_LETTERS = 80
_NOT_ASKED = ("facts", "lesson")  # of which a question is the same
DisplayText = Any  # text, or text that is translated when it is shown


@dataclass(frozen=True)
class DraftMedia:
    """A picture or sound of a draft: its file, and what it shows or what is said in it.

    ``known_digest``: of a file that is not read for the sake of its digest.
    """

    name: str
    content: bytes
    words: str = ""
    is_sound: bool = False
    known_digest: str = ""

    @property
    def digest(self) -> str:
        # By which Wagtail knows its files; it finds the same file again and proves nothing.
        return self.known_digest or hashlib.sha1(self.content, usedforsecurity=False).hexdigest()


@dataclass(frozen=True)
class DraftPart:
    """A line or an answer: its words, and its picture or sound. Equal ones are one answer."""

    words: str
    media: DraftMedia | None = None


@dataclass(frozen=True)
class DraftFacts:
    """What is known of a question and asked of nobody: the code of its skill, and so on."""

    skill: str = ""
    level: int | None = None
    difficulty: str = ""
    note: str = ""


@dataclass(frozen=True)
class ItemDraft:
    """A question in one language. HTML is clean, options and targets are plain text.

    ``answer_key`` has the shape of `ItemVersion.answer_key` for the kind, so that a draft is
    checked by the same rules. ``media`` holds a picture or sound by where it stands: ``stem``, or
    the id of an option or a target. ``source_name`` is what the file calls the question,
    ``lesson`` the title of the lesson it belongs to, which no file holds.
    """

    kind: str
    stem: str
    answer_key: Any
    language: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)
    passage: str = ""
    feedback: str = ""
    option_feedback: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    tags: tuple[str, ...] = ()
    media: Mapping[str, DraftMedia] = field(default_factory=dict)
    source_name: str = ""
    facts: DraftFacts = DraftFacts()
    lesson: str = ""


@dataclass(frozen=True)
class Notice:
    """What a reader says of a place in the file, or a writer of a question, with its beginning."""

    place: DisplayText
    reason: DisplayText
    excerpt: str = ""


@dataclass
class Reading:
    """What was read of a file: drafts, what was refused, and what was read otherwise."""

    drafts: list[ItemDraft] = field(default_factory=list)
    # Where each draft stood, for what is found wrong with it later.
    places: list[DisplayText] = field(default_factory=list)
    refusals: list[Notice] = field(default_factory=list)
    notes: list[Notice] = field(default_factory=list)

    def add(self, place: DisplayText, excerpt: str, read: Callable[[], ItemDraft]) -> None:
        """Add the draft that is read at the place, or why there is none.

        What is left out of its texts is noted.
        """
        try:
            with watch_removals() as removed:
                draft = read()
        except Unfit as unfit:
            self.refuse(place, unfit.reason, excerpt)
        else:
            self.drafts.append(draft)
            self.places.append(place)
            for told in removed:
                self.note(place, told, excerpt)

    def refuse(self, place: DisplayText, reason: DisplayText, excerpt: str = "") -> None:
        self.refusals.append(Notice(place, reason, shorten_excerpt(excerpt)))

    def note(self, place: DisplayText, reason: DisplayText, excerpt: str = "") -> None:
        self.notes.append(Notice(place, reason, shorten_excerpt(excerpt)))

    def merge(self, other: Reading) -> None:
        self.drafts += other.drafts
        self.places += other.places
        self.refusals += other.refusals
        self.notes += other.notes


@dataclass
class Written:
    """A file that was written, how many questions it holds, and what it could not hold.

    ``files``: those that go with it in one package, by their paths there.
    """

    content: bytes = b""
    files: dict[str, bytes] = field(default_factory=dict)
    count: int = 0
    refusals: list[Notice] = field(default_factory=list)
    notes: list[Notice] = field(default_factory=list)


def shorten_excerpt(text: str) -> str:
    """Return the beginning of a text in one line, by which its author finds it again."""
    return Truncator(" ".join(text.split())).chars(_EXCERPT_LETTERS)


class Unfit(ValueError):
    """A question cannot be read or written; ``reason`` is for the person who has the file."""

    def __init__(self, reason: DisplayText) -> None:
        super().__init__(reason)
        self.reason = reason


def digest_draft(draft: ItemDraft) -> str:
    """Return the digest of what is asked and what is right, whatever the ids and the name."""
    told = asdict(replace(renumber_draft(draft), media={}, tags=(), source_name=""))
    for name in _NOT_ASKED:
        del told[name]
    if isinstance(told["answer_key"], dict):
        told["answer_key"].pop("note", None)  # who marks a text is told it, and nobody is asked it
    pictures = {slot: one.digest for slot, one in sorted(renumber_draft(draft).media.items())}
    packed = json.dumps([told, pictures], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(packed.encode()).hexdigest()


def renumber_draft(draft: ItemDraft) -> ItemDraft:
    """Return the draft with its options as ``o1``, ``o2`` and its targets as ``t1``, ``t2``.

    Steps are numbered as they follow one another. The two answers of true and false keep theirs.
    """
    targets = {old: f"t{n}" for n, old in enumerate(draft.targets, start=1)}
    options = _renumber_options(draft, targets)
    ids = options | targets
    passage = draft.passage
    for old, new in ids.items():
        # In two steps: an old id may be the new one of another.
        passage = passage.replace(f"[[{old}]]", f"[\0[{new}]]")
    return replace(
        draft,
        options={new: draft.options[old] for old, new in options.items()},
        targets={new: draft.targets[old] for old, new in targets.items()},
        passage=passage.replace("\0", ""),
        option_feedback={options[old]: told for old, told in draft.option_feedback.items()},
        media={(options | targets).get(slot, slot): one for slot, one in draft.media.items()},
        answer_key=_renumber_key(draft, options, ids),
    )


def _renumber_options(draft: ItemDraft, targets: Mapping[str, str]) -> dict[str, str]:
    """Return the new ids by the old. Those of one gap of a cloze begin with its id."""
    if draft.kind == "true_false":
        return {old: old for old in draft.options}
    order = draft.answer_key["order"] if draft.kind == "ordering" else draft.options
    gaps = sorted(targets, key=len, reverse=True) if draft.kind == "cloze" else []
    named: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for old in order:
        owner = next((f"{targets[gap]}-" for gap in gaps if old.startswith(f"{gap}-")), "o")
        counts[owner] += 1
        named[old] = f"{owner}{counts[owner]}"
    return named


def _renumber_key(draft: ItemDraft, options: Mapping[str, str], ids: Mapping[str, str]) -> Any:
    key = draft.answer_key
    if isinstance(key, list):
        return sorted(options[one] for one in key)
    if "pairs" in key:
        return {"pairs": {ids[left]: ids[right] for left, right in key["pairs"].items()}}
    if "order" in key:
        return {"order": [options[one] for one in key["order"]]}
    if "gaps" in key:
        # What is accepted is an option's id, or the words themselves.
        return {
            "gaps": {
                ids[gap]: [options.get(one, one) for one in accepted]
                for gap, accepted in key["gaps"].items()
            }
        }
    if "rubric" in key:
        return key | {"rubric": _renumber_parts("c", key["rubric"])}
    return key


def _renumber_parts(letter: str, parts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return criteria of an essay, or levels of one, as ``c1`` … and ``l1`` …"""
    return [
        {**part, "id": f"{letter}{n}"}
        | ({"levels": _renumber_parts("l", part["levels"])} if "levels" in part else {})
        for n, part in enumerate(parts, start=1)
    ]
