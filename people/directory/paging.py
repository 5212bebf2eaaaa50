"""Divides long lists into pages of which none costs more than the first to whoever turns them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet, Subquery


@dataclass(frozen=True)
class PageEdge:
    """The row beside a page, by its key: the last before it, or the first behind it."""

    key: int
    is_behind: bool


class EdgedPage(Page[Any]):
    """Knows the keys by which its neighbours are found; None where the order has no edges."""

    paginator: NearEndPaginator

    @property
    def first_key(self) -> int | None:
        return self.object_list[0].pk if self.paginator.order and len(self) else None

    @property
    def last_key(self) -> int | None:
        return self.object_list[-1].pk if self.paginator.order and len(self) else None


class NearEndPaginator(Paginator[Any]):
    """Reads a page from the row beside it, else one of the second half from the end.

    A database counts all rows before a page, of a million each time anew. ``order`` is the field
    that the rows are ordered by before their key, with a minus the largest first.
    """

    def __init__(
        self,
        rows: QuerySet[Any],
        per_page: int,
        *,
        count: int,
        order: str = "",
        edge: PageEdge | None = None,
    ) -> None:
        super().__init__(rows, per_page)
        self._rows, self.order = rows, order
        self._edge = edge if order else None
        self.count = count

    def page(self, number: Any) -> EdgedPage:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        end = min(start + self.per_page, self.count)
        rows = self._read_beside(self._edge) if self._edge and start > 0 else []
        # Too few: the edge left the list, or nothing is between it and the end.
        if len(rows) < end - start:
            rows = self._read_rows(start, end)
        return EdgedPage(rows, number, self)

    def _read_rows(self, start: int, end: int) -> list[Model]:
        if start < self.count // 2:
            return list(self._rows[start:end])
        return list(self._rows.reverse()[self.count - end : self.count - start])[::-1]

    def _read_beside(self, edge: PageEdge) -> list[Model]:
        """Return the rows beside the edge; none where that is in the list no more."""
        field, descends = self.order.removeprefix("-"), self.order.startswith("-")
        # Security: of the list and not of all rows, or the place of others would be told.
        value = Subquery(self._rows.order_by().filter(pk=edge.key).values(field)[:1])
        side = "lt" if edge.is_behind != descends else "gt"
        beyond = Q(**{f"{field}__{side}": value}) | Q(**{field: value, f"pk__{side}": edge.key})
        # Said twice: an index is read from there on only where it is said without an "or".
        rows = self._rows.filter(beyond, **{f"{field}__{side}e": value})
        if edge.is_behind:
            return list(rows.reverse()[: self.per_page])[::-1]
        return list(rows[: self.per_page])
