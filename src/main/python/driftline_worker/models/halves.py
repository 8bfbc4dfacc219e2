"""A network of two records cut into what it makes of each of them, and what it makes of two.

A siamese network asks of `a` what it asks of `b`, so what it makes of one does not depend on the other. That half
(*embed*) is found by holding the operators that only `a` reaches against those that only `b` reaches: where the same
operators with the same constants work on both, one graph serves for either. The rest (*compare*) reads what embed gave.

A network may leave out the sites that are unknown in one of the two: it multiplies what says so of `a` by what says
so of `b`. Where both records have the same unknown sites, that product is what either says, so embed takes it from its
own record, and who asks must blank the unknown sites of both in both (`Halves.masked`).

Nothing else is computed than before, and what cannot be cut stays whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from driftline_worker.models.gathers import gathered
from driftline_worker.models.graph import Graph, Node, tensor
from driftline_worker.models.vectors import summed

A, B, BOTH, MASK, SHAPE, FREE = "a", "b", "both", "mask", "shape", ""
"""Which records a tensor depends on; a mask is of the one for what is of `a`, and of the other for what is of `b`,
and so is what depends on the shape of a record alone, since both records of a pair have the same."""
NESTED = frozenset({"If", "Loop", "Scan", "SequenceMap"})
"""Operators with graphs of their own, which may read tensors from around them."""
JUDGES = frozenset({"Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Equal", "And", "Or", "Not"})
"""Operators that answer yes or no."""


class Whole(ValueError):
    """A graph that cannot be cut."""


@dataclass(frozen=True, slots=True)
class Halves:
    """A graph that was cut.

    Attributes
    ----------
    embed : bytes
        ONNX file that reads `a`, (records, sites, features), and gives `tensors` but for ``a`` itself.
    tensors : Sequence[str]
        What compare reads of each record; ``a`` is the encoded record.
    masked : bool
        Whether both records must have the same unknown sites.
    """

    embed: bytes
    tensors: Sequence[str]
    masked: bool
    _graph: Graph
    _nodes: Sequence[Node]

    def compare(self, types: Mapping[str, tuple[int, int]]) -> bytes:
        """Return the ONNX file that reads `tensors` of both records, named ``a/…`` and ``b/…``.

        `types` tells of each the number of its type of elements, and how many axes it has.
        """
        inputs = [tensor(_of(side, name), *types[name]) for side in (A, B) for name in self.tensors]
        return self._graph.part(self._nodes, inputs, self._graph.outputs.values())


def cut(content: bytes) -> Halves:
    """Cut an ONNX file that reads `a` and `b`; raises `Whole` where it cannot be."""
    graph = summed(gathered(Graph.read(content)))
    if graph.inputs.keys() != {A, B} or any(node.operator in NESTED for node in graph.nodes):
        raise Whole("it reads something else than a and b, or has graphs within")
    return _Cut(graph).halves()


def _of(side: str, name: str) -> str:
    return f"{side}/{name}"


class _Cut:
    """Of each tensor, which records it depends on, and a digest of how it is made, the same for twins."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._side = {A: A, B: B, "": FREE} | dict.fromkeys(graph.constants, FREE)
        self._digest = {A: b"record", B: b"record", "": b""} | {each: graph.digest(each) for each in graph.constants}
        self._masks: dict[str, str] = {}
        made_by = {name: node for node in graph.nodes for name in node.outputs}
        for node in graph.nodes:
            self._place(node, made_by)

    def halves(self) -> Halves:
        """Return both halves; each operator that depends on both records, or on none, is compare's."""
        twins = {self._digest[each]: each for each, side in reversed(self._side.items()) if side in (A, MASK, SHAPE)}
        kept: list[Node] = []
        tensors: dict[str, None] = {}
        for node in self._graph.nodes:
            if self._side[node.outputs[0]] in (BOTH, FREE):
                named = {
                    each: self._twin(each, twins) for each in node.inputs if self._side[each] in (A, B, MASK, SHAPE)
                }
                tensors |= dict.fromkeys(named.values())
                kept.append(node.reading({each: _of(self._record(each), twin) for each, twin in named.items()}))
        wanted = [each for each in tensors if each != A]
        if not wanted:
            raise Whole("it makes nothing of one record")
        nodes = _needed([node.reading(self._masks) for node in self._graph.nodes], wanted)
        embed = self._graph.part(nodes, [self._graph.inputs[A]], [tensor(each) for each in wanted])
        return Halves(embed, list(tensors), bool(self._masks), self._graph, _needed(kept, self._graph.outputs))

    def _place(self, node: Node, made_by: Mapping[str, Node]) -> None:
        side = _joined({self._side[each] for each in node.inputs})
        if node.operator == "Shape" and side in (A, B):
            side = SHAPE
        digest = b"" if side == BOTH else node.digest([self._digest[each] for each in node.inputs])
        mask = side == BOTH and self._mask(node, made_by)
        for place, name in enumerate(node.outputs):
            self._side[name] = MASK if mask else side
            self._digest[name] = self._digest[mask] if mask else digest + bytes([place])
            if node.operator == "Identity":
                self._digest[name] = self._digest[node.inputs[0]]
            if mask:
                self._masks[name] = mask

    def _mask(self, node: Node, made_by: Mapping[str, Node]) -> str:
        """Return what says of `a` what a product of both says, if it is one of noughts and ones of twins."""
        if node.operator != "Mul" or {self._side[each] for each in node.inputs} != {A, B}:
            return ""
        own = next(each for each in node.inputs if self._side[each] == A)
        cast = made_by.get(own)
        judge = made_by.get(cast.inputs[0]) if cast and cast.operator == "Cast" else None
        twins = len({self._digest[each] for each in node.inputs}) == 1
        return own if twins and judge and judge.operator in JUDGES else ""

    def _twin(self, name: str, twins: Mapping[bytes, str]) -> str:
        if self._digest[name] not in twins:
            raise Whole(f"what it makes of b to {name} it does not make of a")
        twin = twins[self._digest[name]]
        return self._masks.get(twin, twin)

    def _record(self, name: str) -> str:
        return B if self._side[name] == B else A


def _joined(sides: set[str]) -> str:
    """Return which records a tensor depends on that is made of some."""
    records = sides & {A, B, BOTH}
    if records:
        return records.pop() if len(records) == 1 else BOTH
    return next((each for each in (MASK, SHAPE) if each in sides), FREE)


def _needed(nodes: Sequence[Node], wanted: Iterable[str]) -> list[Node]:
    """Return the operators that lead to some tensors, in their order."""
    asked = set(wanted)
    kept = []
    for node in reversed(nodes):
        if asked.intersection(node.outputs):
            kept.append(node)
            asked.update(node.inputs)
    return kept[::-1]
