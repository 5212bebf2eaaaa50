"""Holds the tree of agencies in memory and writes what changes in bulk."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from people.imports.planning import update_rows
from people.models import Agency

# Rows in one statement; databases limit its parameters.
_BATCH_SIZE = 500
_UPDATED_FIELDS = ("kind", "names", "sector", "township_pcode", "setting", "valid_from")


class AgencyTree:
    """Numbers the paths of new agencies itself: treebeard would write and read for each of them.

    The caller locks the agencies before `write`, else two imports number the same path.
    """

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.by_code = {agency.code: agency for agency in agencies}
        self._by_path = {agency.path: agency for agency in self.by_code.values()}
        self._last_step: dict[str, int] = defaultdict(int)
        for path in self._by_path:
            # treebeard's own numbering in base 36; its helpers have no public twin.
            step = Agency._str2int(path[-Agency.steplen :])
            parent_path = path[: -Agency.steplen]
            self._last_step[parent_path] = max(self._last_step[parent_path], step)
        self._new: list[Agency] = []
        self._changed: dict[str, Agency] = {}

    def parent_code(self, agency: Agency) -> str:
        """Return the code of the agency above, or ``""`` at the top."""
        parent = self._by_path.get(agency.path[: -Agency.steplen])
        return parent.code if parent else ""

    def add(self, code: str, parent_code: str, facts: dict[str, Any]) -> None:
        """Put a new agency under its parent, which is in the tree already."""
        parent = self.by_code.get(parent_code)
        root, depth = (parent.path, parent.depth + 1) if parent else ("", 1)
        self._last_step[root] += 1
        path = Agency._get_path(root, depth, self._last_step[root])
        agency = Agency(code=code, path=path, depth=depth, **facts)
        self.by_code[code] = self._by_path[path] = agency
        self._new.append(agency)
        if parent:
            parent.numchild += 1
            self._changed[parent.code] = parent

    def update(self, agency: Agency, facts: dict[str, Any]) -> bool:
        """Set the facts, names added to those known; return whether anything changed."""
        facts = facts | {"names": agency.names | facts["names"]}
        news = {name: value for name, value in facts.items() if getattr(agency, name) != value}
        for name, value in news.items():
            setattr(agency, name, value)
        if news:
            self._changed[agency.code] = agency
        return bool(news)

    def write(self) -> None:
        Agency.objects.bulk_create(self._new, _BATCH_SIZE)
        new = {agency.code for agency in self._new}
        changed = [agency for code, agency in self._changed.items() if code not in new]
        update_rows(changed, [*_UPDATED_FIELDS, "numchild"])
