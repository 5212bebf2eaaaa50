"""Divides long lists into pages of which the last costs no more than the first."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class NearEndPaginator(Paginator[Any]):
    """Reads a page of the second half from the end: a database counts all rows before a page."""

    def __init__(self, rows: QuerySet[Any], per_page: int, *, count: int) -> None:
        super().__init__(rows, per_page)
        self._rows = rows
        self.count = count

    def page(self, number: Any) -> Page[Any]:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        end = min(start + self.per_page, self.count)
        if start < self.count // 2:
            return Page(self._rows[start:end], number, self)
        rows = self._rows.reverse()[self.count - end : self.count - start]
        return Page(list(rows)[::-1], number, self)
