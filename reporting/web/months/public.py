"""Serves public figures of a locked month: CSV, JSON, a picture to embed, index facts."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable
from functools import wraps

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certification.keys import KeyUnavailable
from people.files import Sheet, refuse_file, respond_with_tables
from people.web import limit_rate
from reporting.months import Month, MonthTampered, PublicMonth, get_public_month
from reporting.output.locked.public import (
    build_index_sheet,
    build_public_sheet,
    describe_public_month,
    describe_public_sheet,
)
from reporting.web.months.embedding import bring_letters, build_embedded_chart

_MAX_AGE = 600  # seconds: an adjustment is seen soon, and a picture in a hundred pages is cheap
_View = Callable[..., HttpResponseBase]


def _public_file(view: _View) -> Callable[..., HttpResponseBase]:
    """Give the view the month of the address, the last one without; answer 304 and refusals."""

    @_open_to_sites
    @require_safe
    @limit_rate("figures")
    @wraps(view)
    def answer(request: HttpRequest, code: str = "", **asked: str) -> HttpResponse:
        try:
            month = None if code and Month.parse(code) is None else get_public_month(code)
        except (MonthTampered, KeyUnavailable):
            # No figure is better than one that nobody signed.
            words = _("These figures cannot be shown now")
            return refuse_file(request, words, "reporting/months/unavailable.html", status=503)
        if month is None:
            words = _("No figures of this month are published.")
            return refuse_file(request, words, "404.html", status=404)
        # mypy takes the two kinds of responses for strangers.
        return _tag(request, month, lambda: view(request, month, **asked))  # type: ignore[return-value]

    return answer


def _open_to_sites(view: _View) -> _View:
    """Let pages of other sites read the answer: what is here is published, and so are refusals."""

    @wraps(view)
    def answer(request: HttpRequest, **asked: str) -> HttpResponseBase:
        response = view(request, **asked)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


def _tag(
    request: HttpRequest, month: PublicMonth, make: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    seen = f"{month.tag} {get_language()} {settings.FIGURES_LICENCE} {request.path}"
    etag = f'"{hashlib.sha256(seen.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or make()
    response.headers["ETag"] = etag
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(response, public=True, max_age=_MAX_AGE)
    return response


@_public_file
def serve_plan_table(request: HttpRequest, month: PublicMonth, suffix: str) -> HttpResponseBase:
    """Serve the targets and figures as one table, in a workbook with what it is about."""
    return _serve_sheet(request, month, build_public_sheet(month), f"plan-{month.code}", suffix)


@_public_file
def serve_index_table(request: HttpRequest, month: PublicMonth, suffix: str) -> HttpResponseBase:
    """Serve what indices ask, with definition, source and day."""
    return _serve_sheet(request, month, build_index_sheet(month), f"indices-{month.code}", suffix)


def _serve_sheet(
    request: HttpRequest, month: PublicMonth, sheet: Sheet, name: str, suffix: str
) -> HttpResponseBase:
    # Programs of others read the CSV: it stays a table and nothing else.
    about = describe_public_sheet(month, address=request.path)
    return respond_with_tables(sheet, about, name=name, suffix=suffix)


@_public_file
def serve_plan_json(request: HttpRequest, month: PublicMonth) -> HttpResponseBase:
    """Serve all of it with names in every language."""
    return JsonResponse(
        describe_public_month(month), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


# For who opens the picture by itself; it holds no words but ours, and scripts stay out.
@csp_update({"style-src": UNSAFE_INLINE, "font-src": "data:"})
@_public_file
def serve_plan_svg(request: HttpRequest, month: PublicMonth) -> HttpResponseBase:
    """Serve the targets of the country as a picture that other sites embed."""
    context = {
        **dataclasses.asdict(build_embedded_chart(month)),
        "site_url": settings.SITE_URL,
        "licence": settings.FIGURES_LICENCE["name"],
    }
    picture = bring_letters(render_to_string("reporting/months/plan_svg.html", context, request))
    return HttpResponse(picture, content_type="image/svg+xml; charset=utf-8")
