"""Splits Burmese text, which has no spaces, into syllables for search and line breaks."""

import re
import unicodedata
from functools import lru_cache

import icu

from people.text.spelling import BURMESE_LETTER, fold
from people.text.zawgyi import to_unicode

# Consonants and independent vowels of Burmese, Mon, Karen, Shan, Khamti and the extended blocks.
_BASE_LETTERS = (
    "\u1000-\u102a\u103f\u104c-\u104f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070"
    "\u1075-\u1081\u108e\ua9e0-\ua9e4\ua9e7-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa6f\uaa71-\uaa7a\uaa7e\uaa7f"
)
# Before a base that is neither stacked under another nor killed, and before a number.
_SYLLABLE_START = re.compile(
    rf"(?<!\u1039)(?=[{_BASE_LETTERS}](?!\u1037?[\u103a\u1039]))|(?<![\u1040-\u1049])(?=[\u1040-\u1049])"
)
_BURMESE_SCRIPT = r"\u1000-\u1049\u104c-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"
_TEXT_RUN = re.compile(rf"[{_BURMESE_SCRIPT}]+|[^\W_\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]+")
# ICU's dictionary misses names; a line of them must break somewhere.
_MAX_UNBROKEN_SYLLABLES = 4
# Of what somebody searches for: each phrase is a condition of the query, and SQLite takes a
# thousand of them.
LONGEST_QUERY = 200
_ZERO_WIDTH_SPACE = "\u200b"


def split_syllables(text: str) -> list[str]:
    """Return the syllables of a Burmese text; joined they are the text again."""
    return [syllable for syllable in _SYLLABLE_START.split(text) if syllable]


def index_text(text: str) -> str:
    """Return ASCII tokens to index the text by, one for each syllable or Latin word."""
    runs = _TEXT_RUN.findall(fold(to_unicode(text)))
    return " ".join(token for run in runs for token in _tokenise_run(run))


def query_phrases(text: str) -> list[str]:
    """Return what to look for in `index_text`: a phrase for each run without spaces."""
    typed = fold(to_unicode(text[:LONGEST_QUERY]))
    return [" ".join(_tokenise_run(run)) for run in _TEXT_RUN.findall(typed)]


# Common words repeat over courses and queries; the limit bounds what one-off runs take.
@lru_cache(4096)
def _tokenise_run(run: str) -> tuple[str, ...]:
    if BURMESE_LETTER.match(run):
        return tuple(_encode_syllable(syllable) for syllable in split_syllables(run))
    bare = "".join(c for c in unicodedata.normalize("NFKD", run) if not unicodedata.combining(c))
    return (bare if bare.isascii() and bare.isalnum() else _encode_syllable(run),)


def _encode_syllable(syllable: str) -> str:
    """Return one token for a syllable: a letter, then digits of fixed width."""
    # SQLite's FTS5 and PostgreSQL's parsers split Burmese letters; ASCII words both leave whole.
    return "m" + "".join(
        f"{ord(c) - 0x1000:03d}" if 0x1000 <= ord(c) < 0x10A0 else f"9{ord(c):07d}"
        for c in syllable
    )


def break_lines(text: str) -> str:
    """Return the text with U+200B where a Burmese line may break; for print, never stored."""
    return _TEXT_RUN.sub(lambda run: _break_run(run.group()), text)


def _break_run(run: str) -> str:
    if not BURMESE_LETTER.match(run):
        return run
    lines, unbroken = [""], 0
    words = _find_word_ends(run)
    for end, syllable in _syllables_with_ends(run):
        lines[-1] += syllable
        unbroken += 1
        if end in words or unbroken == _MAX_UNBROKEN_SYLLABLES:
            lines.append("")
            unbroken = 0
    return _ZERO_WIDTH_SPACE.join(line for line in lines if line)


def _syllables_with_ends(run: str) -> list[tuple[int, str]]:
    end, found = 0, []
    for syllable in split_syllables(run):
        end += len(syllable)
        found.append((end, syllable))
    return found


def _find_word_ends(run: str) -> set[int]:
    """Return word boundaries by ICU's dictionary, as numbers of characters."""
    # ICU counts UTF-16 units, which are characters here: the script is in the basic plane.
    breaker = icu.BreakIterator.createWordInstance(icu.Locale("my"))
    breaker.setText(run)
    return set(breaker)
