"""All addresses, and one that does nothing behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from lms.urls import handler400, handler500
from lms.urls import urlpatterns as product_urls

__all__ = ["BARE", "handler400", "handler500", "urlpatterns"]

# Not /healthz: monitoring is answered before most of the middleware.
BARE = "/bare"


def answer_nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [path(BARE[1:], answer_nothing), *product_urls]
