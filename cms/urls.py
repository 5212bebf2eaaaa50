"""Addresses of the site's own that no page answers: the components, in the demo only."""

from django.conf import settings
from django.urls import path

from cms.style_guide import show_design

urlpatterns = [path("design/", show_design, name="design")] if settings.LMS_DEMO else []
