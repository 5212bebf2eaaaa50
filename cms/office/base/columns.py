"""Draws columns of lists as an office writes them: days, numbers and people."""

from typing import Any

from wagtail.admin.ui.tables import BooleanColumn, Column

from people.text.formatting import day_before


class DayColumn(Column):
    """The day in official writing; Wagtail would tell how long ago it was."""

    cell_template_name = "cms/office/day_cell.html"


class LastDayColumn(DayColumn):
    """The last day of a period, whose column holds the first day after it."""

    def get_value(self, instance: Any) -> Any:
        return day_before(super().get_value(instance))


class YesColumn(BooleanColumn):
    """Yes or no, as a sign; Wagtail's own reads "True" aloud in every language."""

    cell_template_name = "cms/office/yes_cell.html"


class CountColumn(Column):
    """A number in the reader's digits."""

    cell_template_name = "cms/office/count_cell.html"


class PersonColumn(Column):
    """The name of a person, a link for those who may open the page of a person."""

    cell_template_name = "cms/office/person_cell.html"
