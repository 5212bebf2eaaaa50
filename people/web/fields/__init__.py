"""Form fields for days, as people type them and as pages show them."""

from people.web.fields.days import DayField, LastDayField, ServiceDayField

__all__ = ["DayField", "LastDayField", "ServiceDayField"]
