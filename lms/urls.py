"""All addresses. What has no language prefix is for machines or negotiates its language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from cms.design import show_design
from lms import health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/", include(admin_urls)),
    path("i18n/", include("django.conf.urls.i18n")),
    path("documents/", include(document_urls)),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("reporting.api_urls")),
    path("", include("certification.urls")),
    *([path("design/", show_design, name="design")] if settings.LMS_DEMO else []),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    *i18n_patterns(
        path("", include("courses.urls")),
        path("", include("reporting.urls")),
        path("", include(wagtail_urls)),
    ),
]
