"""Shows everybody what the service knows of people, what for, who sees it and how long."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.privacy.inventory import list_personal_data


@require_safe
def show_inventory(request: HttpRequest) -> HttpResponse:
    return render(request, "people/privacy/inventory.html", {"entries": list_personal_data()})
