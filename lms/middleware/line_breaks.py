"""Keeps Burmese syllables on one line of a page."""

import re
from collections.abc import Callable
from functools import lru_cache

from django.http import HttpRequest, HttpResponse

from people.text.syllables import join_syllables

_BURMESE_BYTES = re.compile(rb"\xe1[\x80-\x82]")
# Burmese that is shown, from the tag before it. What people type or a script reads stays as it is.
# Other text and tags match nothing: a page has ten times as many of them. Nor do numbers, which
# no browser takes apart: a heat map has thousands.
_UNSHOWN_OR_TEXT = re.compile(
    r"<(script|style|textarea|option|title)\b.*?</\1\s*>|>[^<>]*[\u1000-\u103f\u104a-\u109f][^<>]*",
    re.DOTALL,
)
# Pages repeat their words. Longer ones are of one lesson, whose reader comes once.
_LONGEST_KNOWN_TEXT = 300
_join_known_text = lru_cache(4096)(join_syllables)


class LineBreakMiddleware:
    """Joins what a browser would take apart.

    Browsers break Burmese, which has no spaces, by ICU's dictionary of words. In a word that it
    does not know they break before killed consonants too, and no style sheet can forbid that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and not response.streaming and _BURMESE_BYTES.search(response.content):
            page = response.content.decode(response.charset)
            response.content = _UNSHOWN_OR_TEXT.sub(_join_text, page)
            if "Content-Length" in response:
                response["Content-Length"] = str(len(response.content))
        return response


def _join_text(part: re.Match[str]) -> str:
    text = part[0]
    if part[1]:
        return text
    return _join_known_text(text) if len(text) <= _LONGEST_KNOWN_TEXT else join_syllables(text)
