"""Reads the texts of questions, and keeps them folded: to fold thousands takes most of a second.

Only writer of `BankIndex` and `QuestionText`, which follow from the newest version of the bank.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from html import unescape
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.html import strip_tags

from people.text import fold

Written = dict[str, Any]  # a question as a version of its bank holds it
_BETWEEN = "\ue000"  # private: no text has it, and folding leaves it
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")  # not across lines: “a < b” opens none
_PARAGRAPH = re.compile(r"</?(?:p|ol|ul|li|br)\b[^<>]*>|\n")
_READ = ("stem", "passage", "hint", "feedback")
_PLAIN, _STREAMS = ("stem", "passage", "note", "tags"), ("options", "media")
# To be raised with any change of `fold`: what was folded before is no more found then.
_WAY_OF_FOLDING = "2"
_ROWS_AT_ONCE = 500
_HELD_BANKS = 4  # that are searched now; thousands of texts are a few megabytes


def keep_texts(bank: models.Model, written: Iterable[Written], *, at: dt.datetime | None) -> None:
    """Fold the questions that changed, and note the moment of the version that they are of."""
    with transaction.atomic():
        # The row's lock: of two versions saved at once the later one is compared with the first.
        _find_model("BankIndex").objects.get_or_create(bank=bank)
        index = _find_model("BankIndex").objects.select_for_update().get(bank=bank)
        _fold_changed(index, {str(one["translation_key"]): one for one in written})
        index.version_at = at
        index.save(update_fields=["version_at"])


def _fold_changed(index: Any, written: dict[str, Written]) -> None:
    digests = {key: _digest(one) for key, one in written.items()}
    rows = _find_model("QuestionText").objects.filter(index=index)
    known = {str(key): digest for key, digest in rows.values_list("key", "digest")}
    gone = sorted(known.keys() - digests.keys())
    for start in range(0, len(gone), _ROWS_AT_ONCE):
        rows.filter(key__in=gone[start : start + _ROWS_AT_ONCE]).delete()
    changed = [key for key, digest in digests.items() if known.get(key) != digest]
    texts = _fold_questions([written[key] for key in changed])
    _find_model("QuestionText").objects.bulk_create(
        (
            _find_model("QuestionText")(index=index, key=key, digest=digests[key], text=text)
            for key, text in zip(changed, texts, strict=True)
        ),
        batch_size=_ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["index", "key"],
        update_fields=["digest", "text"],
    )


def search_questions(
    bank: models.Model, words: Collection[str], written: list[Written], *, at: dt.datetime | None
) -> set[str]:
    """Return the keys of the questions that have all of the folded words, in any part of a word.

    Texts of another version than that of the moment are brought in line before.
    """
    if at is None:
        keep_texts(bank, written, at=at)
        texts = dict(_read_texts(bank.pk, at))
    else:
        texts = _load_texts(bank.pk, at)
        if len(texts) != len(written):
            keep_texts(bank, written, at=at)
            _load_texts.cache_clear()
            texts = _load_texts(bank.pk, at)
    return {key for key, text in texts.items() if all(word in text for word in words)}


@lru_cache(_HELD_BANKS)
def _load_texts(bank: int, at: dt.datetime) -> dict[str, str]:
    """Return the texts of a version, by question, if they are of that moment."""
    return dict(_read_texts(bank, at))


def _read_texts(bank: int, at: dt.datetime | None) -> Iterator[tuple[str, str]]:
    rows = _find_model("QuestionText").objects.filter(index__bank=bank, index__version_at=at)
    return ((str(key), text) for key, text in rows.values_list("key", "text"))


def _digest(written: Written) -> str:
    parts = [_WAY_OF_FOLDING, *(written.get(name) or "" for name in (*_PLAIN, *_STREAMS))]
    packed = "\0".join(parts).encode()
    # Tells a change; proves nothing.
    return hashlib.md5(packed, usedforsecurity=False).hexdigest()


def _fold_questions(written: list[Written]) -> list[str]:
    if not written:
        return []
    texts = (_TAG.sub(" ", "\n".join(_list_texts(one))) for one in written)
    # Read first, for a text may name the letter between them by its number.
    read = (unescape(text).replace(_BETWEEN, "") for text in texts)
    # All in one: to fold thousands of texts one by one takes several times as long.
    return fold(_BETWEEN.join(read)).split(_BETWEEN)


def iter_written(item: models.Model) -> Iterator[str]:
    """Yield what learners and markers read of a question, paragraph by paragraph."""
    for name in _READ:
        for text in filter(None, _PARAGRAPH.split(getattr(item, name))):
            yield unescape(strip_tags(text))
    for name in _STREAMS:
        yield from _list_strings(getattr(item, name).get_prep_value())


def _list_texts(written: Written) -> Iterator[str]:
    for name in _PLAIN:
        yield written.get(name) or ""
    for name in _STREAMS:
        yield from _list_strings(json.loads(written.get(name) or "[]"))


def _list_strings(value: Any) -> Iterator[str]:
    """Yield the texts of the blocks, whatever their kind; ids and names are none."""
    if isinstance(value, list):
        for one in value:
            yield from _list_strings(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in ("id", "type"):
                yield from _list_strings(one)
    elif isinstance(value, str):
        yield value


def _find_model(name: str) -> Any:
    # By name: the models of banks take their fields from this package.
    return apps.get_model("cms", name)
