"""Look-ups written as ONNX Runtime does them fastest.

`Gather` copies piece by piece, and where a piece is a single number that costs four times the look-up itself, or more.
`GatherElements` reads numbers. Three kinds are written so: a table of numbers looked up by any tensor, one column of
what was looked up in a table of rows, and columns of a matrix.
"""

from collections.abc import Iterator
from dataclasses import replace

from driftline_worker.models.graph import Graph, Node, integers, numbers
from driftline_worker.models.ranks import ranks

ELEMENTS_SINCE = 13
"""Version of ONNX's operators of which all that is written here are."""
FLAT, FIRST = "gathers/flat", "gathers/first"
"""Constants: the shape of a list, and the place of the number of records in a shape."""


def gathered(graph: Graph) -> Graph:
    """Return the graph with such look-ups, or as it is where its operators are too old for them."""
    if graph.operators < ELEMENTS_SINCE:
        return graph
    nodes = list(_Gathers(graph).nodes())
    return replace(
        graph, nodes=nodes, constants={**graph.constants, FLAT: integers(FLAT, [-1]), FIRST: integers(FIRST, [0])}
    )


class _Gathers:
    """A graph's look-ups, and of each tensor how many axes it has."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._ranks = ranks(graph)
        self._made_by = {name: node for node in graph.nodes for name in node.outputs}
        self._lists = _lists(graph)
        self._flat: set[str] = set()

    def nodes(self) -> Iterator[Node]:
        """Give the operators in their order."""
        for node in self._graph.nodes:
            yield from self._written(node) if node.operator == "Gather" else [node]

    def _written(self, node: Node) -> Iterator[Node]:
        data, index = node.inputs
        part = self._made_by.get(data)
        rows = self._made_by.get(part.inputs[0]) if part and part.operator == "Slice" else part
        if self._is_table(data, 1):
            yield from self._look_up(data, index, node.outputs[0])
        elif part and rows and self._is_column(node, rows) and (part is rows or self._cuts_places(part, rows)):
            table, places = rows.inputs
            column = f"{node.outputs[0]}/column"
            if part is not rows:
                yield Node.made("Slice", [places, *part.inputs[1:]], f"{column}/places")
                places = f"{column}/places"
            yield Node.made("Gather", [table, index], column, axis=1)
            yield from self._look_up(column, places, node.outputs[0])
        elif self._picks_columns(node):
            yield from self._pick(data, index, node.outputs[0])
        else:
            yield node

    def _is_table(self, name: str, axes: int) -> bool:
        return name in self._graph.constants and self._ranks.get(name) == axes

    def _is_column(self, node: Node, rows: Node) -> bool:
        """Tell whether `node` takes one column of the rows that were looked up in a table."""
        _, index = node.inputs
        looked_up = rows.operator == "Gather" and self._is_table(rows.inputs[0], 2) and rows.axis(0) == 0
        places = self._ranks.get(rows.inputs[1]) if looked_up else None
        return places is not None and self._ranks.get(index) == 0 and node.axis(0) in (-1, places)

    def _cuts_places(self, part: Node, rows: Node) -> bool:
        """Tell whether a part of the rows that were looked up is what a part of the places would be looked up as."""
        axes = self._lists.get(part.inputs[3]) if len(part.inputs) > 3 else None
        return axes is not None and all(0 <= axis < self._ranks.get(rows.inputs[1], 0) for axis in axes)

    def _picks_columns(self, node: Node) -> bool:
        data, index = node.inputs
        return self._ranks.get(data) == 2 and self._is_table(index, 1) and node.axis(0) in (-1, 1)

    def _look_up(self, table: str, places: str, output: str) -> Iterator[Node]:
        flat, shape, found = f"{places}/flat", f"{places}/shape", f"{output}/flat"
        if flat not in self._flat:
            self._flat.add(flat)
            yield Node.made("Reshape", [places, FLAT], flat)
            yield Node.made("Shape", [places], shape)
        yield Node.made("GatherElements", [table, flat], found, axis=0)
        yield Node.made("Reshape", [found, shape], output)

    @staticmethod
    def _pick(matrix: str, columns: str, output: str) -> Iterator[Node]:
        """Take the same columns of each row: as many copies of their numbers as there are rows."""
        shape, rows, width, wanted, places = (
            f"{output}/{part}" for part in ("shape", "rows", "width", "size", "places")
        )
        yield Node.made("Shape", [matrix], shape)
        yield Node.made("Gather", [shape, FIRST], rows, axis=0)
        yield Node.made("Shape", [columns], width)
        yield Node.made("Concat", [rows, width], wanted, axis=0)
        yield Node.made("Expand", [columns, wanted], places)
        yield Node.made("GatherElements", [matrix, places], output, axis=1)


def _lists(graph: Graph) -> dict[str, list[int]]:
    """Return lists of whole numbers that the graph knows beforehand."""
    found = {name: numbers(value) for name, value in graph.constants.items()}
    for node in graph.nodes:
        if node.constant is not None:
            found[node.outputs[0]] = numbers(node.constant)
        elif node.operator == "Unsqueeze" and found.get(node.inputs[0]) is not None:
            found[node.outputs[0]] = found[node.inputs[0]]
    return {name: each for name, each in found.items() if each is not None}
