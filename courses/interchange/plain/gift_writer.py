"""Writes GIFT."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from courses.interchange.drafts import ItemDraft, Written
from courses.interchange.facts import list_fact_tags
from courses.interchange.losses import Capacity, write_parts

_CAPACITY = Capacity(
    "GIFT",
    {"single", "multiple", "true_false", "matching", "numeric", "short_text", "essay"},
    {"feedback", "option_feedback", "tags", "facts"},
)
_SIGN = re.compile(r"([\\~=#{}:])")


def write_gift(drafts: Iterable[ItemDraft]) -> Written:
    """Return the questions as GIFT in UTF-8."""
    parts, written = write_parts(drafts, _CAPACITY, _write_question)
    written.content = "\n".join(parts).encode()
    return written


def _write_question(draft: ItemDraft, _number: int) -> str:
    tags = " ".join(f"[tag:{_escape_tag(tag)}]" for tag in list_fact_tags(draft))
    title = f"::{_escape(draft.source_name)}::" if draft.source_name else ""
    told = f"\n####{_escape(draft.feedback)}" if draft.feedback else ""
    comment = f"// {tags}\n" if tags else ""
    answers = _WRITERS[draft.kind](draft)
    return f"{comment}{title}[html]{_escape(draft.stem)} {{{answers}{told}\n}}\n"


def _write_single(draft: ItemDraft) -> str:
    return _write_options(draft, dict.fromkeys(draft.answer_key, "="), "~")


def _write_multiple(draft: ItemDraft) -> str:
    share = f"{100 / len(draft.answer_key):.5f}".rstrip("0").rstrip(".")
    # A wrong tick takes everything, as it does here.
    return _write_options(draft, dict.fromkeys(draft.answer_key, f"~%{share}%"), "~%-100%")


def _write_options(draft: ItemDraft, right: dict[str, str], wrong: str) -> str:
    return "".join(
        f"\n\t{right.get(name, wrong)}{_escape(escape(text))}{_write_told(draft, name)}"
        for name, text in draft.options.items()
    )


def _write_true_false(draft: ItemDraft) -> str:
    right = draft.answer_key[0]
    wrong = "false" if right == "true" else "true"
    told = [draft.option_feedback.get(name, "") for name in (wrong, right)]
    return right.upper() + ("".join(f"#{_escape(one)}" for one in told) if any(told) else "")


def _write_matching(draft: ItemDraft) -> str:
    pairs = draft.answer_key["pairs"]
    lines = [(draft.targets[left], draft.options[right]) for left, right in pairs.items()]
    used = {*pairs.values()}
    lines += [("", text) for name, text in draft.options.items() if name not in used]
    return "".join(
        f"\n\t={_escape(escape(left))} -> {_escape(escape(right))}" for left, right in lines
    )


def _write_number(draft: ItemDraft) -> str:
    return f"#{draft.answer_key['value']}:{draft.answer_key['tolerance']}"


def _write_short_text(draft: ItemDraft) -> str:
    accepted = (escape(text).replace("*", "\\*") for text in draft.answer_key["accepted"])
    return "".join(f"\n\t={_escape(text)}" for text in accepted)


def _write_told(draft: ItemDraft, name: str) -> str:
    told = draft.option_feedback.get(name, "")
    return f"#{_escape(told)}" if told else ""


def _escape(text: str) -> str:
    return _SIGN.sub(r"\\\1", text)


def _escape_tag(tag: str) -> str:
    return re.sub(r"([\[\]\\])", r"\\\1", tag)


_WRITERS = {
    "single": _write_single,
    "multiple": _write_multiple,
    "true_false": _write_true_false,
    "matching": _write_matching,
    "numeric": _write_number,
    "short_text": _write_short_text,
    "essay": lambda _draft: "",
}
