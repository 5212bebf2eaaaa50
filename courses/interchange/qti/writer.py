"""Writes items of QTI 2.1 or 3.0 in a package."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from pathlib import PurePosixPath

from courses.interchange.drafts import DraftMedia, ItemDraft, Written
from courses.interchange.facts import write_metadata
from courses.interchange.losses import Capacity, write_parts
from courses.interchange.markup import text_to_html
from courses.interchange.passages import RULE
from courses.interchange.qti.responses import ItemParts, declare, show_feedback
from courses.interchange.qti.versions import (
    VERSIONS,
    ItemResource,
    QtiVersion,
    name_language,
    quote_value,
)
from courses.interchange.shapes import find_marker_note
from people.files import pack_files, read_content_type

_KINDS = {
    *("single", "multiple", "true_false", "matching", "ordering", "numeric", "short_text"),
    *("cloze", "select_text", "categorise", "essay"),
}
_PICTURED = {"single": "o", "multiple": "o", "ordering": "o", "categorise": "o", "matching": "ot"}
_TOKEN = re.compile(r"\[\[([to][\w-]*)\]\]")
_OTHER_LETTERS = re.compile(r"[^A-Za-z0-9._]+")
_VOID = re.compile(r"<(br|hr)>")


def write_qti_package(drafts: Iterable[ItemDraft], version: str = "2.1") -> Written:
    """Return a package with an item for each question, its pictures and a manifest."""
    qti, pictures = VERSIONS[version], dict[str, bytes]()
    resources: list[ItemResource] = []
    holds = {"feedback", "option_feedback", "media", "tags", "facts", "marker_note"}

    def write(draft: ItemDraft, number: int) -> str:
        found = name_pictures(draft, number)
        item = _write_item(draft, number, qti)
        pictures.update({path: draft.media[slot].content for slot, path in found.items()})
        resources.append(ItemResource([*found.values()], write_metadata(draft)))
        return item

    capacity = Capacity(f"QTI {version}", _KINDS, holds, _PICTURED)
    items, written = write_parts(drafts, capacity, write)
    # As long as one another: packages are read in the order of their paths.
    paths = [f"items/q{number:05}.xml" for number in range(1, len(items) + 1)]
    manifest = qti.write_manifest(dict(zip(paths, resources, strict=True)))
    texts = {"imsmanifest.xml": manifest, **dict(zip(paths, items, strict=True))}
    contents = {path: text.encode() for path, text in texts.items()}
    written.content = pack_files(contents | pictures)
    return written


def name_pictures(draft: ItemDraft, number: int) -> dict[str, str]:
    """Return the paths that the pictures and sounds have in the package, by part."""
    return {slot: _name_picture(number, slot, one) for slot, one in draft.media.items()}


def _name_picture(number: int, slot: str, picture: DraftMedia) -> str:
    folder = "sounds" if picture.is_sound else "images"
    name = PurePosixPath(picture.name)
    # Players write addresses with other letters anew, and then find no file.
    stem, suffix = (_OTHER_LETTERS.sub("-", one).strip("-") for one in (name.stem, name.suffix))
    return f"{folder}/q{number}-{slot}/{stem or 'picture'}{suffix}"


def _write_item(draft: ItemDraft, number: int, qti: QtiVersion) -> str:
    stem = draft.stem + _write_picture(draft, "stem", number, in_block=True)
    parts = _WRITERS[draft.kind](draft, number)
    told, processing = show_feedback(draft)
    body = f"{stem}{parts.body}"
    return qti.write_item(
        f'<assessmentItem identifier="q{number}" title={quote_value(draft.source_name)}'
        f'{name_language(draft)} adaptive="false" timeDependent="false">'
        f"{parts.declarations}{told.declarations}"
        f"<itemBody>{_close_tags(body)}</itemBody>"
        f"<responseProcessing>{parts.processing}{processing}</responseProcessing>"
        f"{_close_tags(told.body)}</assessmentItem>"
    )


def _name_language(draft: ItemDraft) -> str:
    return f" xml:lang={quote_value(draft.language)}" if draft.language else ""


def _write_picture(draft: ItemDraft, slot: str, number: int, *, in_block: bool = False) -> str:
    picture = draft.media.get(slot)
    if not picture:
        return ""
    address = f"../{_name_picture(number, slot, picture)}"
    shown = f"<img src={quote_value(address)} alt={quote_value(picture.words)}/>"
    if picture.is_sound:
        kind = quote_value(read_content_type(io.BytesIO(picture.content), ""))
        words = escape(picture.words, quote=False)
        shown = f"<object data={quote_value(address)} type={kind}>{words}</object>"
    return f"<p>{shown}</p>" if in_block else shown


def _write_choice(draft: ItemDraft, number: int) -> ItemParts:
    is_multiple = draft.kind == "multiple"
    most = "0" if is_multiple else "1"
    choices = "".join(
        f'<simpleChoice identifier="{name}">{_write_option(draft, name, number)}</simpleChoice>'
        for name in draft.options
    )
    cardinality = "multiple" if is_multiple else "single"
    parts = declare("RESPONSE", cardinality, "identifier", draft.answer_key)
    attributes = f'responseIdentifier="RESPONSE" shuffle="false" maxChoices="{most}"'
    return parts.show(f"<choiceInteraction {attributes}>{choices}</choiceInteraction>")


def _write_option(draft: ItemDraft, name: str, number: int) -> str:
    return _write_text(draft.options[name]) + _write_picture(draft, name, number)


def _write_matching(draft: ItemDraft, number: int) -> ItemParts:
    pairs = draft.answer_key["pairs"]
    is_sorting = draft.kind == "categorise"
    first, second = draft.targets, draft.options
    if is_sorting:
        first, second = second, first
    sets = "".join(
        f"<simpleMatchSet>{_write_set(draft, texts, most, number)}</simpleMatchSet>"
        for texts, most in ((first, 1), (second, 0))
    )
    right = [f"{left} {to}" for left, to in pairs.items()]
    attributes = f'class="{draft.kind}" responseIdentifier="RESPONSE" shuffle="false"'
    return declare("RESPONSE", "multiple", "directedPair", right).show(
        f'<matchInteraction {attributes} maxAssociations="0">{sets}</matchInteraction>'
    )


def _write_set(draft: ItemDraft, texts: Mapping[str, str], most: int, number: int) -> str:
    return "".join(
        f'<simpleAssociableChoice identifier="{name}" matchMax="{most}">{_write_text(text)}'
        f"{_write_picture(draft, name, number)}</simpleAssociableChoice>"
        for name, text in texts.items()
    )


def _write_order(draft: ItemDraft, number: int) -> ItemParts:
    choices = "".join(
        f'<simpleChoice identifier="{name}">{_write_option(draft, name, number)}</simpleChoice>'
        for name in draft.options
    )
    return declare("RESPONSE", "ordered", "identifier", draft.answer_key["order"]).show(
        '<orderInteraction responseIdentifier="RESPONSE" shuffle="true">'
        f"{choices}</orderInteraction>"
    )


def _write_number(draft: ItemDraft, _number: int) -> ItemParts:
    key = draft.answer_key
    parts = declare("RESPONSE", "single", "float", [key["value"]], tolerance=key["tolerance"])
    return parts.show('<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>')


def _write_short_text(draft: ItemDraft, _number: int) -> ItemParts:
    parts = declare("RESPONSE", "single", "string", draft.answer_key["accepted"], any_of=True)
    return parts.show('<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>')


def _write_cloze(draft: ItemDraft, number: int) -> ItemParts:
    if any(name.startswith("o") for name in draft.options):
        return _write_gap_match(draft, number)
    parts = ItemParts()
    for gap, accepted in draft.answer_key["gaps"].items():
        own = [name for name in draft.options if name.startswith(f"{gap}-")]
        base_type = "identifier" if own else "string"
        parts = parts.join(declare(f"R-{gap}", "single", base_type, accepted, any_of=True))
    passage = _TOKEN.sub(lambda gap: _write_gap(draft, gap[1]), draft.passage)
    return parts.show(f"{RULE}{passage}")


def _write_gap(draft: ItemDraft, gap: str) -> str:
    own = [name for name in draft.options if name.startswith(f"{gap}-")]
    if not own:
        return f'<textEntryInteraction responseIdentifier="R-{gap}"/>'
    choices = "".join(
        f'<inlineChoice identifier="{name}">{_write_text(draft.options[name])}</inlineChoice>'
        for name in own
    )
    attributes = f'responseIdentifier="R-{gap}" shuffle="false"'
    return f"<inlineChoiceInteraction {attributes}>{choices}</inlineChoiceInteraction>"


def _write_gap_match(draft: ItemDraft, _number: int) -> ItemParts:
    gaps = draft.answer_key["gaps"]
    words = "".join(
        f'<gapText identifier="{name}" matchMax="0">{_write_text(text)}</gapText>'
        for name, text in draft.options.items()
    )
    passage = _TOKEN.sub(lambda gap: f'<gap identifier="{gap[1]}"/>', draft.passage)
    right = [f"{word} {gap}" for gap, accepted in gaps.items() for word in accepted]
    return declare("RESPONSE", "multiple", "directedPair", right).show(
        '<gapMatchInteraction responseIdentifier="RESPONSE" shuffle="false">'
        f"{words}{passage}</gapMatchInteraction>"
    )


def _write_select_text(draft: ItemDraft, _number: int) -> ItemParts:
    def mark(found: re.Match[str]) -> str:
        words = _write_text(draft.options[found[1]])
        return f'<hottext identifier="{found[1]}">{words}</hottext>'

    passage = _TOKEN.sub(mark, draft.passage)
    return declare("RESPONSE", "multiple", "identifier", draft.answer_key).show(
        '<hottextInteraction responseIdentifier="RESPONSE" maxChoices="0">'
        f"{passage}</hottextInteraction>"
    )


def _write_essay(draft: ItemDraft, _number: int) -> ItemParts:
    note = find_marker_note(draft)
    told = f'<rubricBlock view="scorer">{text_to_html(note)}</rubricBlock>' if note else ""
    return declare("RESPONSE", "single", "string", []).show(
        f'{told}<extendedTextInteraction responseIdentifier="RESPONSE"/>'
    )


def _write_text(text: str) -> str:
    return escape(text, quote=False)


def _close_tags(html: str) -> str:
    return _VOID.sub(r"<\1/>", html)


_WRITERS: dict[str, Callable[[ItemDraft, int], ItemParts]] = {
    "single": _write_choice,
    "multiple": _write_choice,
    "true_false": _write_choice,
    "matching": _write_matching,
    "categorise": _write_matching,
    "ordering": _write_order,
    "numeric": _write_number,
    "short_text": _write_short_text,
    "cloze": _write_cloze,
    "select_text": _write_select_text,
    "essay": _write_essay,
}
