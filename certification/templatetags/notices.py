"""Offers the label of a reason to messages and pages."""

from django import template

from certification.models.choices import reason_label

register = template.Library()
register.filter("reason_for", reason_label)
