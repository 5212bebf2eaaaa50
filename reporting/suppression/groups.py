"""Chooses which groups of a table stay hidden, so that nobody in a small one can be found.

A table has a row for each part of a unit and a column for each group of people. How many people a
part has is known, and where the unit as a whole shows a group, how many that are. Hiding a small
group alone does not hide it: whoever subtracts the others from the total has it again. Seen as a
graph, a hidden cell joins its row with its column, and it can be computed from the totals exactly
where it lies on no circle of hidden cells. So further cells, of the smallest groups that do it,
are hidden until each lies on one, and until no total tells of a small group hidden together.

The parts of a part have a table of their own, which must not tell what this one hides. So all that
a row hides is joined without the row too: nothing is known of its hidden cells but their sum, and
below as little is told of the whole.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

Cell = tuple[Hashable, str]  # of a part and a group
_Node = tuple[str, Hashable]

_WHOLE: _Node = ("whole", None)
_OPEN: _Node = ("open", None)  # where columns end of which no total is told
# What it costs to hide a group of nobody, which often is known to have nobody: the last resort.
_LAST_RESORT = 10**9


@dataclass(frozen=True)
class GroupTable:
    """People by part and group; ``hidden_in_whole`` are the groups that the whole unit hides.

    None: no group is told of the parts together. ``withheld`` is hidden in any case.
    """

    people: Mapping[Cell, int]
    hidden_in_whole: Collection[str] | None = None
    withheld: Collection[Cell] = ()


def hide_small_groups(table: GroupTable, *, smallest: int) -> frozenset[Cell]:
    """Return the cells to hide: groups of fewer than ``smallest``, and what would give them away.

    A part whose only people are a small group is hidden whole.
    """
    table = _sort(table)
    hidden = {cell for cell, people in table.people.items() if 0 < people < smallest}
    hidden |= set(table.withheld)
    # Once in any case: of parts that hide nothing themselves the whole may.
    known, graph = -1, _join(table)
    while known < len(hidden):
        known = len(hidden)
        for total in _list_totals(table):
            hidden |= _enlarge(table, total, hidden, smallest)
        for cell in _list_bridges(graph, hidden):
            hidden |= _find_circle(table, graph, cell, hidden)
        for node in [_WHOLE, *dict.fromkeys(("row", row) for row, _column in table.people)]:
            _join_hidden(table, graph, node, hidden)
    return frozenset(hidden)


def _sort(table: GroupTable) -> GroupTable:
    # Of two groups as large either would do, but always the same: whoever asks a second process,
    # which has another order of sets and of rows, would see what the first one hid beside a few.
    people = {cell: table.people[cell] for cell in sorted(table.people, key=str)}
    whole = table.hidden_in_whole
    return replace(table, people=people, hidden_in_whole=None if whole is None else sorted(whole))


def list_told_levels(
    people: Mapping[int, int], levels: Sequence[int], *, smallest: int
) -> set[int]:
    """Return the levels of which it may be told how many of a group reach them, the lowest first.

    Who reaches a level reaches those below it: the difference of two that are told is a group too.
    """
    told: set[int] = set()
    before: int | None = None
    for level in levels:
        reach = sum(count for own, count in people.items() if own >= level)
        steps = (reach, (before - reach) if before is not None else 0)
        if not any(0 < step < smallest for step in steps):
            told.add(level)
            before = reach
    return told


def _join_hidden(
    table: GroupTable, graph: Mapping[_Node, list[_Edge]], row: _Node, hidden: set[Cell]
) -> None:
    """Hide cells of other rows until those of this one are joined without it, if they can be."""
    while rift := _find_rift(graph, row, hidden):
        way = _find_way(table, graph, *rift, hidden, around=row)
        if not way:
            break
        hidden |= way


def _find_rift(
    graph: Mapping[_Node, list[_Edge]], row: _Node, hidden: Collection[Cell]
) -> tuple[_Node, _Node] | None:
    """Return two columns that the row hides and nothing but the row joins."""
    own = (edge for edge in graph.get(row, ()) if edge.is_hidden(hidden))
    wanted = dict.fromkeys(_other_end(edge, row) for edge in own)
    start = next(iter(wanted), None)
    seen, todo = {row, start}, [start] if start else []
    while todo and not seen.issuperset(wanted):
        node = todo.pop()
        ways = (_other_end(edge, node) for edge in graph[node] if edge.is_hidden(hidden))
        new = [other for other in dict.fromkeys(ways) if other not in seen]
        seen.update(new)
        todo += new
    apart = next((column for column in wanted if column not in seen), None)
    return (start, apart) if start and apart else None


def _enlarge(
    table: GroupTable, total: list[Cell], hidden: Collection[Cell], smallest: int
) -> set[Cell]:
    """Return what is hidden too, until those that are hidden of a total are no small group.

    Nor nobody: then each is known to have nobody, and hides no other. Where the total itself is
    hidden, those that are shown are the least of it: added up they must not come near to it.
    """
    smallest = min(smallest, sum(table.people[cell] for cell in total))
    own = [cell for cell in total if cell in hidden]
    together = sum(table.people[cell] for cell in own)
    shown = sorted((cell for cell in total if cell not in hidden), key=partial(_price, table))
    more: set[Cell] = set()
    while own and shown and together < smallest:
        more.add(shown[0])
        together += table.people[shown.pop(0)]
    return more


def _list_totals(table: GroupTable) -> Iterator[list[Cell]]:
    """Yield the cells of each row, and of each column of the whole, shown there or hidden."""
    rows, columns = defaultdict(list), defaultdict(list)
    for row, column in table.people:
        rows[row].append((row, column))
        columns[column].append((row, column))
    yield from rows.values()
    if table.hidden_in_whole is not None:
        yield from columns.values()


@dataclass(frozen=True)
class _Edge:
    """Joins two nodes; of the whole unit's own row there is no ``cell``."""

    ends: tuple[_Node, _Node]
    cell: Cell | None

    def is_hidden(self, hidden: Collection[Cell]) -> bool:
        return self.cell is None or self.cell in hidden


def _join(table: GroupTable) -> Mapping[_Node, list[_Edge]]:
    """Return the edges by node. What the whole hides is hidden already; what it shows stays so."""
    is_told = table.hidden_in_whole is not None
    edges = [
        _Edge((("row", row), ("column", column) if is_told else _OPEN), (row, column))
        for row, column in table.people
    ]
    edges += [_Edge((_WHOLE, ("column", one)), None) for one in table.hidden_in_whole or ()]
    graph = defaultdict(list)
    for edge in edges:
        for node in edge.ends:
            graph[node].append(edge)
    return graph


def _price(table: GroupTable, cell: Cell) -> int:
    # By powers of two: with each who comes or goes another one would be the smallest, and of two
    # days that hide another group beside the same few, each tells what the other one hides.
    people = table.people[cell]
    return 1 << people.bit_length() if people else _LAST_RESORT


def _list_bridges(graph: Mapping[_Node, list[_Edge]], hidden: Collection[Cell]) -> list[Cell]:
    """Return the hidden cells on no circle of hidden ones: one walk over all, by lowest reach."""
    met: dict[_Node, int] = {}
    reach: dict[_Node, int] = {}
    bridges = []
    for root in graph:
        if root in met:
            continue
        met[root] = reach[root] = len(met)
        # A stack in place of recursion, which ends at a thousand: node, edge to it, edges to go.
        walk: list[tuple[_Node, _Edge | None, Iterator[_Edge]]] = [(root, None, iter(graph[root]))]
        while walk:
            node, way, edges = walk[-1]
            edge = next(edges, None)
            if edge is None:
                walk.pop()
                if way is not None:
                    before = walk[-1][0]
                    reach[before] = min(reach[before], reach[node])
                    if way.cell is not None and reach[node] == met[node]:
                        bridges.append(way.cell)
            elif edge is not way and edge.is_hidden(hidden):
                other = _other_end(edge, node)
                if other in met:
                    reach[node] = min(reach[node], met[other])
                else:
                    met[other] = reach[other] = len(met)
                    walk.append((other, edge, iter(graph[other])))
    return bridges


def _find_circle(
    table: GroupTable, graph: Mapping[_Node, list[_Edge]], cell: Cell, hidden: Collection[Cell]
) -> set[Cell]:
    """Return the cells of the cheapest circle through the cell; what is hidden costs nothing.

    Where there is none, those of its row: of this part no group can be shown.
    """
    own = next(edge for edge in graph["row", cell[0]] if edge.cell == cell)
    way = _find_way(table, graph, *own.ends, hidden, without=own)
    return {*way, cell} if way is not None else {one for one in table.people if one[0] == cell[0]}


def _find_way(
    table: GroupTable,
    graph: Mapping[_Node, list[_Edge]],
    start: _Node,
    end: _Node,
    hidden: Collection[Cell],
    *,
    without: _Edge | None = None,
    around: _Node | None = None,
) -> set[Cell] | None:
    """Return the cells of the cheapest way between the nodes; what is hidden costs nothing."""
    counter, seen = 0, {around}
    ways: list[tuple[int, int, _Node, frozenset[Cell]]] = [(0, counter, start, frozenset())]
    while ways:
        price, _order, node, cells = heapq.heappop(ways)
        if node == end:
            return set(cells)
        if node in seen:
            continue
        seen.add(node)
        for edge in graph[node]:
            if edge is not without:
                counter += 1
                step = (
                    0 if edge.cell is None or edge.is_hidden(hidden) else _price(table, edge.cell)
                )
                way = cells if edge.cell is None else cells | {edge.cell}
                heapq.heappush(ways, (price + step, counter, _other_end(edge, node), way))
    return None


def _other_end(edge: _Edge, node: _Node) -> _Node:
    return edge.ends[1] if edge.ends[0] == node else edge.ends[0]
