"""All addresses. What has no language prefix is for machines or negotiates its language."""

from pathlib import Path

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.decorators.cache import cache_control
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls

from lms import well_known
from lms.api import answer_unknown_address
from lms.ops import health

# Pictures of pages only: all other files, such as certificates, have views that check access.
PICTURES = Path(settings.MEDIA_ROOT) / "images"
pictures = cache_control(public=True, max_age=86_400 * 30)(serve)
# Replaces Wagtail's sign-in forms, which have no second factor.
sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

handler400 = "lms.middleware.request_limits.handle_bad_request"
handler500 = "lms.ops.outage.handle_error"

urlpatterns = [
    # First, and what learners read before the rest: each address is compared with all above it.
    *i18n_patterns(
        path("", include("courses.urls")),
        path("", include("people.urls")),
        path("", include("reporting.urls")),
        path("", include("plan.urls")),
        path("_util/login/", sign_in),
        path("", include(wagtail_urls)),
    ),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path("robots.txt", well_known.show_robots, name="robots"),
    path("favicon.ico", well_known.show_icon, name="icon"),
    path(".well-known/change-password", well_known.change_password, name="change_password"),
    path("cms/login/", sign_in),
    path("cms/choose-page/", include("cms.office.content.page_chooser")),
    path("cms/", include(admin_urls)),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("courses.web.files")),
    path("documents/", include("cms.office.media.documents")),
    # allauth's own list of addresses would be a second register beside ours.
    path("accounts/email/", RedirectView.as_view(pattern_name="people:details")),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("lms.api")),
    path("scim/v2/", include("people.scim_urls")),
    # Else the pages of the site would take it for one of theirs.
    path(
        "api/v1",
        RedirectView.as_view(url="/api/v1/", permanent=True, query_string=True),
        name="api-root",
    ),
    # Of whichever version: programs read JSON, and the site would answer with a page.
    path("api/", answer_unknown_address, {"rest": ""}),
    path("api/<path:rest>", answer_unknown_address),
    path("", include("certification.urls")),
    path("", include("cms.urls")),
    path("media/images/<path:path>", pictures, {"document_root": PICTURES}),
]
