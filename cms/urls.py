"""Routes the page of components, in the demo only."""

from django.conf import settings
from django.urls import path

from cms.style_guide import show_style_guide

urlpatterns = [path("design/", show_style_guide, name="design")] if settings.LMS_DEMO else []
