"""Splits Burmese text, which has no spaces, into syllables for search and line breaks."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import accumulate, groupby, pairwise

import icu

from people.text.spelling import BURMESE_LETTER, WORD_JOINER, fold
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
# Before a run, so that no phrase is found across a space; no syllable is written so.
_RUN_SEPARATOR = "m0"
# Of what somebody searches for: each phrase is a condition of the query, and SQLite takes a
# thousand of them.
LONGEST_QUERY = 200
_ZERO_WIDTH_SPACE = "\u200b"
_LONGEST_JOINED_RUN = 1000
_NOT = "\u1019"  # ma: alone at the end of a line, one reads the contrary of what is meant
_VIRAMA = "\u1039"  # stacks the next letter under this one


def split_syllables(text: str) -> list[str]:
    """Return the syllables of a Burmese text; joined they are the text again."""
    return [syllable for syllable in _SYLLABLE_START.split(text) if syllable]


def count_characters(text: str) -> int:
    """Return how many characters a person reads: a letter with its signs is one."""
    iterator = icu.BreakIterator.createCharacterInstance(icu.Locale("my"))
    iterator.setText(text)
    return sum(1 for _end in iterator)


def index_text(text: str) -> str:
    """Return ASCII tokens to index the text by, one for each syllable or Latin word."""
    tokens: list[str] = []
    for run in _TEXT_RUN.findall(fold(to_unicode(text))):
        if tokens and BURMESE_LETTER.match(run):
            tokens.append(_RUN_SEPARATOR)
        tokens.extend(_tokenise_run(run))
    return " ".join(tokens)


def query_phrases(text: str) -> list[str]:
    """Return what to look for in `index_text`: a phrase for each run without spaces."""
    typed = fold(to_unicode(text[:LONGEST_QUERY]))
    return [" ".join(_tokenise_run(run)) for run in _TEXT_RUN.findall(typed)]


def query_words(text: str) -> list[str]:
    """Return what to look for word by word: a shorter phrase for each word of each run.

    Where texts have spaces between words, the words of a run typed without them are found apart.
    """
    runs = _TEXT_RUN.findall(fold(to_unicode(text[:LONGEST_QUERY])))
    return [" ".join(_tokenise_run(word)) for run in runs for word in _split_words(run)]


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


def break_lines(text: str, *, unbroken: int = _MAX_UNBROKEN_SYLLABLES) -> str:
    """Return the text with U+200B where a Burmese line may break; for print, never stored.

    A word of more syllables than ``unbroken`` may break, too.
    """
    return _TEXT_RUN.sub(lambda run: _break_run(run.group(), unbroken), text)


def _break_run(run: str, unbroken: int) -> str:
    if not BURMESE_LETTER.match(run):
        return run
    pieces = [
        "".join(word[start : start + unbroken])
        for word in _list_words(run)
        for start in range(0, len(word), unbroken)
    ]
    marked = (one if one == _NOT else one + _ZERO_WIDTH_SPACE for one in pieces)
    return "".join(marked).removesuffix(_ZERO_WIDTH_SPACE)


def join_syllables(text: str) -> str:
    """Return the text with U+2060 where a browser would break a line inside a syllable.

    For screens, never stored.
    """
    return _TEXT_RUN.sub(_join_match, text)


def _join_match(run: re.Match[str]) -> str:
    # Length first: nobody writes as much without a space, and what anybody sends to a page that
    # shows it again would fill the memory of `_join_run`.
    return run[0] if len(run[0]) > _LONGEST_JOINED_RUN else _join_run(run[0])


# Pages repeat their words: most runs are found here, and a page costs a millisecond or so.
@lru_cache(8192)
def _join_run(run: str) -> str:
    if not BURMESE_LETTER.match(run):
        return run
    # Again, since a joined run is looked up in the dictionary piece by piece. No word needed a
    # third time; the limit is for texts that are no words.
    for _attempt in range(3):
        starts = set(accumulate(map(len, split_syllables(run))))
        # Not under a stacked letter: the joiner would take the stack apart.
        wrong = [
            place
            for place in _find_line_ends(run)
            if place not in starts and run[place - 1] != _VIRAMA
        ]
        run = WORD_JOINER.join(run[a:b] for a, b in pairwise((0, *wrong, len(run))))
    return run


def _split_words(run: str) -> Iterator[str]:
    """Return the words of a run without spaces."""
    if not BURMESE_LETTER.match(run):
        yield run
        return
    # Whatever the dictionary misses, it takes for words of one syllable each.
    for is_missed, words in groupby(_list_words(run), key=lambda word: len(word) == 1):
        found = ["".join(word) for word in words]
        yield from ["".join(found)] if is_missed else found


def _list_words(run: str) -> list[list[str]]:
    """Return the syllables of each word by ICU's dictionary."""
    words: list[list[str]] = [[]]
    place, ends = 0, _find_word_ends(run)
    for syllable in split_syllables(run):
        words[-1].append(syllable)
        place += len(syllable)
        if place in ends:
            words.append([])
    return [word for word in words if word]


def _find_word_ends(run: str) -> set[int]:
    """Return word boundaries by ICU's dictionary, as numbers of characters."""
    return _find_boundaries(icu.BreakIterator.createWordInstance, run)


def _find_line_ends(run: str) -> list[int]:
    """Return where ICU, as browsers do, would break a line, in order."""
    return sorted(_find_boundaries(icu.BreakIterator.createLineInstance, run))


def _find_boundaries(create: Callable[[icu.Locale], icu.BreakIterator], run: str) -> set[int]:
    # ICU counts UTF-16 units, which are characters here: the script is in the basic plane.
    breaker = create(icu.Locale("my"))
    breaker.setText(run)
    return set(breaker)
