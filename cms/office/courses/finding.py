"""Leads whoever writes a course from its public record to its page in the editor."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.generic import View

from cms.access.row_policy import current_person
from cms.models import CoursePage


class FindCourseView(View):
    """Opens the page of a course by its key, in the reader's language if they may edit that one.

    Pages of the app below cannot know the numbers of pages.
    """

    def get(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        person, language = current_person(request), get_language()
        pages = CoursePage.objects.filter(translation_key=key).select_related("locale")
        own = [page for page in pages if page.permissions_for_user(person).can_edit()]
        # A course of others and one that does not exist get the same answer.
        if not own:
            raise PermissionDenied
        page = min(own, key=lambda one: one.locale.language_code != language)
        return redirect("wagtailadmin_pages:edit", page.pk)
