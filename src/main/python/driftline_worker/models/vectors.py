"""Products of records with a vector of constants, written as ONNX Runtime works them out fastest.

It multiplies (records, sites, features) with (features,) record by record, some twenty times slower than it sums the
same products as an `Einsum`. An encoded letter's number is such a product, and an ensemble asks for it of each record.
"""

from dataclasses import replace

from driftline_worker.models.graph import ATTRIBUTE, OPERATOR, Graph, Node
from driftline_worker.models.protobuf import message

EINSUM_SINCE = 12
"""Version of ONNX's operators."""
NAME, STRING, TYPE, IS_STRING = 1, 4, 20, 3
"""Fields of an attribute, and the number of its type."""
EQUATION = message([(NAME, b"equation"), (STRING, b"...f,f->..."), (TYPE, IS_STRING)])


def summed(graph: Graph) -> Graph:
    """Return the graph with each such product as a sum, or as it is where its operators are too old for one."""
    if graph.operators < EINSUM_SINCE:
        return graph
    return replace(graph, nodes=[_sum(node) if _takes_vector(node, graph) else node for node in graph.nodes])


def _takes_vector(node: Node, graph: Graph) -> bool:
    return node.operator == "MatMul" and node.inputs[1] in graph.constants and len(graph.shape(node.inputs[1])) == 1


def _sum(node: Node) -> Node:
    kept = [(part, value) for part, value in node.rest if part != OPERATOR]
    return replace(
        node, operator="Einsum", rest=(*kept, (OPERATOR, memoryview(b"Einsum")), (ATTRIBUTE, memoryview(EQUATION)))
    )
