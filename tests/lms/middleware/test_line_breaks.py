"""Pages hold Burmese syllables together; what is typed, read by scripts or no page stays."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from lms.middleware.line_breaks import LineBreakMiddleware

EMAIL = "အီးမေးလ်"
JOINED = "အီးမေး\u2060လ်"


def answer(response):
    return LineBreakMiddleware(lambda request: response)(None)


def test_text_is_joined_and_nothing_else():
    page = (
        f'<p title="{EMAIL}">{EMAIL} <b>{EMAIL}</b></p><input value="{EMAIL}">'
        f"<textarea>{EMAIL}</textarea><script>{EMAIL}</script><title>{EMAIL}</title>"
    )
    shown = answer(HttpResponse(page)).content.decode()
    assert shown == page.replace(f">{EMAIL} <b>{EMAIL}<", f">{JOINED} <b>{JOINED}<")


def test_the_length_is_told_anew():
    response = HttpResponse(f"<p>{EMAIL}</p>", headers={"Content-Length": "1"})
    assert answer(response)["Content-Length"] == str(len(f"<p>{JOINED}</p>".encode()))


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(f"<p>{EMAIL}</p>", content_type="text/csv"),
        HttpResponse("<p>no Burmese</p>"),
        StreamingHttpResponse([f"<p>{EMAIL}</p>"]),
    ],
)
def test_other_answers_stay(response):
    before = b"".join(response) if not response.streaming else None
    after = answer(response)
    assert after.streaming or after.content == before
