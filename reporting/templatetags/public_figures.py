"""Gives pages of the site what is public of locked months: they import nothing of reporting."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from certification.keys import KeyUnavailable
from reporting.insights.charts import build_bullet_chart
from reporting.models import LockedMonth
from reporting.months import Month, MonthTampered, PublicMonth, get_public_month
from reporting.months.publishing import PublicTarget
from reporting.output.locked.indices import IndexRow, list_index_rows

register = template.Library()
_MONTHS_OFFERED = 24


@dataclass(frozen=True)
class PublicPage:
    """A month to show, with those that one may choose; ``is_refused``: it is not as signed.

    ``asked`` is what the address names, where nothing of it is published.
    """

    month: PublicMonth | None
    months: tuple[Month, ...]
    is_refused: bool = False
    address: str = ""
    asked: str = ""

    @property
    def index_rows(self) -> list[IndexRow]:
        return list_index_rows(self.month) if self.month else []

    @property
    def licence(self) -> dict[str, str]:
        return settings.FIGURES_LICENCE

    @property
    def embedding(self) -> str:
        """Return the HTML by which another site shows the picture of the last month."""
        return format_html(
            '<a href="{}"><img src="{}" alt="{}" width="640"/></a>',
            settings.SITE_URL + self.address,
            settings.SITE_URL + reverse("reporting:public_svg"),
            _("Digital skills of officials, as the plan asks"),
        )


@register.simple_tag(takes_context=True)
def public_plan(context: template.Context) -> PublicPage:
    """Return the month that ``?month=`` names, else the last one: four queries at most."""
    request: HttpRequest | None = context.get("request")
    named = request.GET.get("month", "") if request else ""
    asked = Month.parse(named)
    days = LockedMonth.objects.values_list("month", flat=True)[:_MONTHS_OFFERED]
    months = tuple(Month(day) for day in days)
    try:
        found = get_public_month(asked.code) if asked else None
        month = found or get_public_month()
    except (MonthTampered, KeyUnavailable):
        return PublicPage(None, months, is_refused=True)
    # Whoever follows an old link must not take the last month for that of the link.
    missed = "" if found else named
    return PublicPage(month, months, address=request.path if request else "", asked=missed)


@register.inclusion_tag("components/chart_share.html", name="share_chart")
def draw_share_chart(target: PublicTarget) -> dict[str, object]:
    """Draw how much of a target is held; a number that is not told has no bar."""
    held, asked = target.figure.held, target.asked
    if held is None or not asked:
        return {"bar": None}
    return {
        "held": held,
        "target": asked,
        "bar": build_bullet_chart(held=held, target=asked, baseline=0),
    }
