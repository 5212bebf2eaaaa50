import pytest
from django.http import HttpResponse
from django.utils.cache import get_conditional_response

from lms.middleware.compression import TextGZipMiddleware

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def test_a_page_is_sent_compressed_to_who_can_read_it(client):
    plain = client.get("/my/courses/")
    short = client.get("/my/courses/", headers={"accept-encoding": "gzip, br"})
    assert "Content-Encoding" not in plain
    assert short["Content-Encoding"] == "gzip"
    assert len(short.content) < len(plain.content) / 2
    assert "Accept-Encoding" in short["Vary"]


def test_what_is_not_text_keeps_its_length(rf):
    request = rf.get("/", headers={"accept-encoding": "gzip"})
    middleware = TextGZipMiddleware(lambda _: HttpResponse(bytes(5000), "application/pdf"))
    assert "Content-Encoding" not in middleware(request)


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_copy_that_is_current_is_named_as_it_was_sent(rf, encoding):
    def answer(request):
        page = HttpResponse("x" * 500, headers={"ETag": '"1"'})
        return get_conditional_response(request, etag='"1"', response=page)

    middleware = TextGZipMiddleware(answer)
    asked = {"accept-encoding": encoding}
    sent = middleware(rf.get("/", headers=asked))
    again = middleware(rf.get("/", headers=asked | {"if-none-match": sent["ETag"]}))
    assert again.status_code == 304
    assert [again["ETag"], again["Vary"]] == [sent["ETag"], sent["Vary"]]
