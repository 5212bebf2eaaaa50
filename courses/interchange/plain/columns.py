"""Names the columns of a sheet of questions."""

from __future__ import annotations

MOST_PARTS = 12
# What stands beside its number: an answer or step; the prompt, category or points it goes with;
# what is said to whoever chooses it; what a gap accepts.
OPTIONS, MATCHES, TOLD, GAPS = (
    [f"{name}_{n}" for n in range(1, MOST_PARTS + 1)]
    for name in ("option", "match", "feedback", "gap")
)
REQUIRED = ["kind", "question"]
_BEFORE = ["kind", "name", "language", "question", "passage", "right", "tolerance", "units"]
FACTS = ["skill", "level", "difficulty", "note"]
MARKER_NOTE = "marker_note"
_BEHIND = ["feedback", "hint", "tags", *FACTS, MARKER_NOTE]
COLUMNS = [*_BEFORE, *OPTIONS, *MATCHES, *GAPS, *TOLD, *_BEHIND]
# The file of a picture or sound, and behind it what it shows or says; only where there is one.
PICTURE = "picture"
PICTURES, MATCH_PICTURES = (
    [f"{name}_{n}" for n in range(1, MOST_PARTS + 1)] for name in (PICTURE, "match_picture")
)
# By which columns a picture that lies in a sheet belongs to an answer or to what goes with it.
PICTURED = dict(zip([*OPTIONS, *MATCHES], [*PICTURES, *MATCH_PICTURES], strict=True))
WORDS_OF = {one: f"{one}_words" for one in (PICTURE, *PICTURES, *MATCH_PICTURES)}
MEDIA_COLUMNS = [name for pair in WORDS_OF.items() for name in pair]
SEPARATOR = " | "  # between several words in one cell
RIGHT_MARK = "*"  # before the right words of a text in which words are chosen
WRONG_MARK = "~"  # before the wrong words that one gap offers
