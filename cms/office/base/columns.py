"""Draws columns of lists as an office writes them: days and numbers."""

from wagtail.admin.ui.tables import BooleanColumn, Column


class DayColumn(Column):
    """The day in official writing; Wagtail would tell how long ago it was."""

    cell_template_name = "cms/office/day_cell.html"


class YesColumn(BooleanColumn):
    """Yes or no, as a sign; Wagtail's own reads "True" aloud in every language."""

    cell_template_name = "cms/office/yes_cell.html"


class CountColumn(Column):
    """A number in the reader's digits."""

    cell_template_name = "cms/office/count_cell.html"
