"""Columns of lists that Wagtail has not, or says otherwise than an office does."""

from wagtail.admin.ui.tables import Column


class DayColumn(Column):
    """The day itself in the official writing, where Wagtail tells how long ago it was."""

    cell_template_name = "cms/office/day_cell.html"


class CountColumn(Column):
    """A number in the reader's digits."""

    cell_template_name = "cms/office/count_cell.html"
