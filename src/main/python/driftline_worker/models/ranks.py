"""How many axes the tensors of a graph have, as far as it is easily told."""

from collections.abc import Mapping

from driftline_worker.models.graph import Graph, Node

LIKE_FIRST = frozenset({"Cast", "Concat", "Exp", "Identity", "Neg", "Not", "Round", "Slice"})
"""Operators that give as many axes as the first tensor has that they read."""
LIKE_WIDEST = frozenset({"Add", "And", "Div", "Equal", "Mul", "Or", "Sub", "Where"})
"""Operators that give as many axes as any of what they read has."""


def ranks(graph: Graph) -> dict[str, int]:
    """Return of tensors how many axes they have; those of which it is not known are left out."""
    found = {name: len(graph.shape(name)) for name in graph.constants}
    found |= {name: axes for name in graph.inputs if (axes := graph.axes(name)) is not None}
    for node in graph.nodes:
        axes = _axes(node, found)
        if axes is not None:
            found[node.outputs[0]] = axes
    return found


def _axes(node: Node, known: Mapping[str, int]) -> int | None:
    if node.operator == "Constant":
        return node.constant_axes
    given = [known.get(each, -1) for each in node.inputs]
    if node.operator == "Flatten":
        return 2
    if node.operator in LIKE_FIRST:
        return given[0] if given[0] >= 0 else None
    if not given or min(given) < 0:
        return None
    if node.operator in LIKE_WIDEST:
        return max(given)
    if node.operator == "MatMul":
        return max(given) if min(given) > 1 else max(given) - 1
    if node.operator == "Gather":
        return sum(given) - 1
    return None
