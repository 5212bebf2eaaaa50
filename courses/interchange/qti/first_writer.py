"""Writes items of QTI 1.2, in the profile of Canvas or in that of Common Cartridge."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext_lazy as _

from courses.interchange.drafts import ItemDraft, Unfit
from courses.interchange.facts import list_fact_tags
from courses.interchange.markup import text_to_html
from courses.interchange.passages import join_passage
from courses.interchange.qti.conditions import write_condition, write_test, write_told
from courses.interchange.qti.versions import name_language, quote_value
from courses.interchange.shapes import find_marker_note, format_number, read_number
from people.files import read_content_type

_ONE = "response1"
_OUTCOMES = (
    '<outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'
)
_GAP = re.compile(r"\[\[(t\d+)\]\]")
_BLANK = re.compile(r"\[t\d+\]")
_FACT_FIELDS = {"skill", "level", "difficulty"}
_FULL = "100"
# By these words, whatever the language, other systems know the kind again.
_TRUTHS = {"true": "True", "false": "False"}


@dataclass(frozen=True)
class FirstProfile:
    """How a profile of QTI 1.2 calls each kind of question, and what stands before addresses."""

    field: str
    kinds: Mapping[str, str]
    base: str = ""
    has_facts: bool = False
    has_rubrics: bool = False

    def write_item(self, draft: ItemDraft, number: int, paths: Mapping[str, str]) -> str:
        """Return the item: ``paths`` are those of its pictures in the package, by part."""
        item = _NewItem(draft, {slot: f"{self.base}{path}" for slot, path in paths.items()})
        parts = _WRITERS[draft.kind](item)
        conditions, feedback = write_told(draft, _ONE)
        conditions += parts.conditions
        processing = f"<resprocessing>{_OUTCOMES}{conditions}</resprocessing>"
        return (
            f'<item ident="q{number}" title={quote_value(draft.source_name)}'
            f"{name_language(draft)}>{self._write_metadata(draft)}{self._write_rubric(draft)}"
            f"<presentation>{_write_material(parts.stem or item.stem)}{parts.body}</presentation>"
            f"{processing if conditions else ''}{feedback}</item>"
        )

    def _write_rubric(self, draft: ItemDraft) -> str:
        note = find_marker_note(draft)
        if not (note and self.has_rubrics):
            return ""
        return f'<rubric view="Scorer">{_write_material(text_to_html(note))}</rubric>'

    def _write_metadata(self, draft: ItemDraft) -> str:
        fields = [(self.field, self.kinds[_name_kind(draft)])]
        if self.has_facts:
            fields += map(_split_tag, list_fact_tags(draft))
        told = "".join(
            f"<qtimetadatafield><fieldlabel>{label}</fieldlabel>"
            f"<fieldentry>{_escape(value)}</fieldentry></qtimetadatafield>"
            for label, value in fields
        )
        return f"<itemmetadata><qtimetadata>{told}</qtimetadata></itemmetadata>"


def _split_tag(tag: str) -> tuple[str, str]:
    name, sign, value = tag.partition(":")
    return (name, value) if sign and name in _FACT_FIELDS else ("tag", tag)


def _name_kind(draft: ItemDraft) -> str:
    """Return the kind, with a name of its own for a text whose gaps offer words."""
    return "offered" if draft.kind == "cloze" and draft.options else draft.kind


@dataclass(frozen=True)
class _NewItem:
    """A question that is written, with the addresses of its pictures."""

    draft: ItemDraft
    addresses: Mapping[str, str]

    @property
    def stem(self) -> str:
        shown = self.show_media("stem")
        return self.draft.stem + (f"<p>{shown}</p>" if shown else "")

    def show_media(self, slot: str) -> str:
        media = self.draft.media.get(slot)
        if not media:
            return ""
        address = quote_value(self.addresses[slot])
        if not media.is_sound:
            return f"<img src={address} alt={quote_value(media.words)}>"
        kind = quote_value(read_content_type(io.BytesIO(media.content), ""))
        return f"<object data={address} type={kind}>{_escape(media.words)}</object>"

    def write_labels(self, texts: Mapping[str, str]) -> str:
        """Return what is offered, by the names that conditions call them by."""
        labels = "".join(
            f'<response_label ident="{name}">{self.write_words(name, text)}</response_label>'
            for name, text in texts.items()
        )
        return f"<render_choice>{labels}</render_choice>"

    def write_words(self, slot: str, text: str) -> str:
        """Return words with their picture. Without a sign of HTML they are plain to everybody."""
        shown = self.show_media(slot)
        if not shown and "<" not in text:
            return f"<material><mattext>{_escape(text)}</mattext></material>"
        return _write_material(_escape(text) + shown)


@dataclass(frozen=True)
class _ItemBody:
    """What stands below the question, and the conditions under which it is right."""

    body: str
    conditions: str = ""
    stem: str = ""  # where it is more than what is asked


def _write_choice(item: _NewItem) -> _ItemBody:
    texts = _TRUTHS if item.draft.kind == "true_false" else item.draft.options
    test = write_test(_ONE, item.draft.answer_key)
    cardinality = "Single"
    if item.draft.kind == "multiple":
        cardinality = "Multiple"
        wrong = [name for name in texts if name not in item.draft.answer_key]
        nots = "".join(f"<not>{write_test(_ONE, [name])}</not>" for name in wrong)
        test = f"<and>{test}{nots}</and>"
    return _ItemBody(
        _write_response(_ONE, item.write_labels(texts), cardinality), write_condition(test, _FULL)
    )


def _write_order(item: _NewItem) -> _ItemBody:
    test = write_test(_ONE, item.draft.answer_key["order"])
    labels = item.write_labels(item.draft.options).replace(">", ' shuffle="Yes">', 1)
    return _ItemBody(_write_response(_ONE, labels, "Ordered"), write_condition(test, _FULL))


def _write_matching(item: _NewItem) -> _ItemBody:
    pairs = {left: [right] for left, right in item.draft.answer_key["pairs"].items()}
    return _write_table(item, pairs, "Single")


def _write_categories(item: _NewItem) -> _ItemBody:
    placed = item.draft.answer_key["pairs"].items()
    members = {
        target: [name for name, place in placed if place == target]
        for target in item.draft.targets
    }
    return _write_table(item, members, "Multiple")


def _write_table(
    item: _NewItem, right: Mapping[str, Sequence[str]], cardinality: str
) -> _ItemBody:
    """Return a response for each target; all of them offer the same answers."""
    labels = item.write_labels(item.draft.options)
    body = "".join(
        _write_response(f"response_{name}", item.write_words(name, text) + labels, cardinality)
        for name, text in item.draft.targets.items()
    )
    return _ItemBody(body, _write_shares(right))


def _write_shares(right: Mapping[str, Sequence[str]], *, any_of: bool = False) -> str:
    """Return a condition for each response that has something right; together they are all."""
    named = {name: values for name, values in right.items() if values}
    share = f"{100 / len(named):.2f}"
    return "".join(
        write_condition(write_test(f"response_{name}", part), share, action="Add")
        for name, values in named.items()
        for part in ([[value] for value in values] if any_of else [values])
    )


def _write_number(item: _NewItem) -> _ItemBody:
    key = item.draft.answer_key
    value, tolerance = read_number(key["value"]), read_number(key["tolerance"])
    ends = [format_number(value - tolerance), format_number(value + tolerance)]
    if any(map(_is_unreadable, ends)):
        raise Unfit(_("The ends of its tolerance are numbers of more than 15 digits."))
    exact = write_test(_ONE, [key["value"]])
    low, high = (
        f'<{name} respident="{_ONE}">{end}</{name}>'
        for name, end in zip(("vargte", "varlte"), ends, strict=True)
    )
    test = f"<or>{exact}<and>{low}{high}</and></or>"
    return _ItemBody(_write_field(' fibtype="Decimal"'), write_condition(test, _FULL))


def _is_unreadable(number: str) -> bool:
    try:
        return format_number(read_number(number)) != number
    except Unfit:
        return True


def _write_short_text(item: _NewItem) -> _ItemBody:
    # A condition each: within one they would all have to be typed at once.
    conditions = (
        write_condition(write_test(_ONE, [text]), _FULL)
        for text in item.draft.answer_key["accepted"]
    )
    return _ItemBody(_write_field(), "".join(conditions))


def _write_essay(_item: _NewItem) -> _ItemBody:
    return _ItemBody(_write_field())


def _write_cloze(item: _NewItem) -> _ItemBody:
    """Return a text in which a name in brackets stands for each gap, such as ``[t1]``."""
    draft = item.draft
    if _BLANK.search(_GAP.sub("", draft.stem + draft.passage)):
        raise Unfit(_("QTI 1.2 has no way to write the signs in its text."))
    gaps = {gap: _NewGap(draft, gap) for gap in draft.answer_key["gaps"]}
    if len({bool(gap.offered) for gap in gaps.values()}) > 1:
        raise Unfit(_("QTI 1.2 has no text with gaps to type in beside gaps that offer words."))
    body = "".join(
        _write_response(
            f"response_{name}", item.write_words("", name) + item.write_labels(gap.words)
        )
        for name, gap in gaps.items()
    )
    right = {name: gap.right for name, gap in gaps.items()}
    passage = _GAP.sub(r"[\1]", draft.passage)
    return _ItemBody(body, _write_shares(right, any_of=True), join_passage(item.stem, passage))


@dataclass(frozen=True)
class _NewGap:
    """A gap of a text: the words it offers, else those that are typed rightly."""

    draft: ItemDraft
    name: str

    @property
    def offered(self) -> dict[str, str]:
        """Return its own words by names that tell so, else those that all gaps share."""
        named = self.draft.options.items()
        own = {name: text for name, text in named if name.startswith(f"{self.name}-")}
        return own or {name: text for name, text in named if name.startswith("o")}

    @property
    def words(self) -> dict[str, str]:
        accepted = self.draft.answer_key["gaps"][self.name]
        typed = {f"{self.name}-{n}": text for n, text in enumerate(accepted, start=1)}
        return self.offered or typed

    @property
    def right(self) -> list[str]:
        accepted = self.draft.answer_key["gaps"][self.name]
        return [*accepted] if self.offered else [*self.words]


def _write_response(name: str, inner: str, cardinality: str = "Single") -> str:
    return f'<response_lid ident="{name}" rcardinality="{cardinality}">{inner}</response_lid>'


def _write_field(attributes: str = "") -> str:
    field = f'<render_fib{attributes} prompt="Box"/>'
    return f'<response_str ident="{_ONE}" rcardinality="Single">{field}</response_str>'


def _write_material(html: str) -> str:
    return f'<material><mattext texttype="text/html">{_escape(html)}</mattext></material>'


def _escape(text: str) -> str:
    return escape(text, quote=False)


_WRITERS: dict[str, Callable[[_NewItem], _ItemBody]] = {
    "single": _write_choice,
    "multiple": _write_choice,
    "true_false": _write_choice,
    "matching": _write_matching,
    "categorise": _write_categories,
    "ordering": _write_order,
    "numeric": _write_number,
    "short_text": _write_short_text,
    "cloze": _write_cloze,
    "essay": _write_essay,
}
