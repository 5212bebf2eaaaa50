"""Makes drafts of every kind, numbered as readers number them."""

from __future__ import annotations

from html import escape

from hypothesis import strategies as st

from courses.interchange.drafts import DraftFacts, ItemDraft, Written
from courses.interchange.shapes import (
    Gap,
    shape_categories,
    shape_choice,
    shape_cloze,
    shape_essay,
    shape_matching,
    shape_number,
    shape_order,
    shape_select_text,
    shape_short_text,
    shape_true_false,
)
from people.files import pack_files

# Signs that mean something in one of the formats, beside letters of both scripts.
_WORD = st.text(alphabet="abZ09=~#{}:\\<>&\"'%.,;-ကခသ", min_size=1, max_size=8)
# A letter at both ends: formats strip spaces, and lists may not begin with a sign of theirs.
words = st.lists(_WORD, min_size=1, max_size=3).map(lambda parts: f"x{' '.join(parts)}x")
_HTML = st.lists(words, min_size=1, max_size=2).map(
    lambda parts: "".join(f"<p>{escape(part, quote=False)} <b>b</b></p>" for part in parts)
)
_html_or_none = st.one_of(st.just(""), _HTML)
_distinct = st.lists(words, min_size=2, max_size=5, unique=True)
_numbers = st.decimals("-9999", "9999", places=3, allow_nan=False)


_facts = st.builds(
    DraftFacts,
    skill=st.sampled_from(["", "DC3-4.2"]),
    level=st.one_of(st.none(), st.integers(1, 8)),
    difficulty=st.sampled_from(["", "middle", "hard"]),
    note=st.one_of(st.just(""), words),
)


@st.composite
def bases(draw: st.DrawFn, *, bare: bool = False) -> ItemDraft:
    return ItemDraft(
        kind="",
        stem=draw(_HTML),
        answer_key=None,
        language="my",
        feedback="" if bare else draw(_html_or_none),
        source_name="" if bare else draw(words),
        tags=draw(st.sampled_from([(), ("ရုံး a:b",)])),
        facts=draw(_facts),
    )


@st.composite
def choices(draw: st.DrawFn, *, is_multiple: bool) -> ItemDraft:
    texts = draw(_distinct)
    right = draw(st.sets(st.sampled_from(texts), min_size=1, max_size=5 if is_multiple else 1))
    told = [draw(_html_or_none) for _text in texts]
    answers = [(text, text in right) for text in texts]
    return shape_choice(draw(bases()), answers, is_multiple=is_multiple, told=told)


@st.composite
def statements(draw: st.DrawFn) -> ItemDraft:
    told = {name: draw(_html_or_none) for name in ("true", "false")}
    return shape_true_false(draw(bases()), is_true=draw(st.booleans()), told=told)


@st.composite
def matchings(draw: st.DrawFn) -> ItemDraft:
    lefts, rights = draw(_distinct), draw(_distinct)
    pairs = [(left, draw(st.sampled_from(rights))) for left in lefts]
    return shape_matching(draw(bases()), pairs, rights)


@st.composite
def sortings(draw: st.DrawFn) -> ItemDraft:
    things, categories = draw(_distinct), draw(_distinct)
    places = [(thing, draw(st.sampled_from(categories))) for thing in things]
    return shape_categories(draw(bases()), places, categories)


@st.composite
def orders(draw: st.DrawFn) -> ItemDraft:
    return shape_order(draw(bases()), draw(_distinct))


@st.composite
def numbers(draw: st.DrawFn) -> ItemDraft:
    value, tolerance = str(draw(_numbers)), str(draw(_numbers))
    return shape_number(draw(bases()), value, tolerance)


@st.composite
def short_texts(draw: st.DrawFn) -> ItemDraft:
    return shape_short_text(draw(bases()), draw(st.lists(words, min_size=1, max_size=3)))


@st.composite
def clozes(draw: st.DrawFn) -> ItemDraft:
    shared = draw(st.one_of(st.just([]), _distinct))
    gaps = []
    for _number in range(draw(st.integers(1, 3))):
        own = [] if shared else draw(st.one_of(st.just([]), _distinct))
        offered = own or shared
        accepted = st.sampled_from(offered) if offered else words
        gaps.append(Gap([draw(accepted)], own))
    passage = "".join(
        f"<p>{escape(draw(words), quote=False)} [[t{n}]] <i>i</i></p>"
        for n in range(1, len(gaps) + 1)
    )
    return shape_cloze(draw(bases(bare=True)), passage, gaps, shared)


@st.composite
def selections(draw: st.DrawFn) -> ItemDraft:
    texts = draw(_distinct)
    right = draw(st.sets(st.sampled_from(texts), min_size=1))
    passage = "<p>" + " ".join(f"[[o{n}]] and" for n in range(1, len(texts) + 1)) + "</p>"
    return shape_select_text(draw(bases()), passage, [(text, text in right) for text in texts])


@st.composite
def essays(draw: st.DrawFn) -> ItemDraft:
    note = st.one_of(st.just(""), st.lists(words, min_size=1, max_size=2).map("\n".join))
    return shape_essay(draw(bases()), note=draw(note))


KINDS = {
    "single": choices(is_multiple=False),
    "multiple": choices(is_multiple=True),
    "true_false": statements(),
    "matching": matchings(),
    "categorise": sortings(),
    "ordering": orders(),
    "numeric": numbers(),
    "short_text": short_texts(),
    "cloze": clozes(),
    "select_text": selections(),
    "essay": essays(),
}
drafts = st.one_of(*KINDS.values())


def pack_written(written: Written) -> bytes:
    """What leaves a bank: one file, or a package of it and its pictures."""
    if not written.files:
        return written.content
    suffix = "xlsx" if written.content.startswith(b"PK") else "csv"
    return pack_files({f"bank.{suffix}": written.content, **written.files})
