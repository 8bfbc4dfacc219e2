"""What a network makes of records that are the same but for some sites, as hybrids of a pair are.

What costs most of a record may be a product of all its numbers with constants. Of such records that is the product of
one of them, and of what the others differ by with the constants of the sites where they do.
"""

from collections.abc import Iterator

from driftline_worker.models.graph import Graph, Node, tensor

ONE, MOVED, ROWS = "alike/one", "alike/moved", "alike/rows"
"""What is read beside the records: one of them, (1, sites, features); what each differs by from it at some sites,
(records, numbers); and the places of these numbers among a record's, (numbers,)."""
FLOAT, INTEGER = 1, 7


def alike(content: bytes) -> bytes | None:
    """Return the file that does so of one that reads records, (records, sites, features).

    None where it has no such product.
    """
    graph = Graph.read(content)
    (records,) = graph.inputs
    flattened = [node for node in graph.nodes if node.operator == "Flatten" and node.inputs[0] == records]
    flat = {node.outputs[0] for node in flattened if node.axis(1) == 1}
    given, products = {records}, set()
    for node in graph.nodes:
        if given.intersection(node.inputs):
            given.update(node.outputs)
        if node.operator == "MatMul" and node.inputs[0] in flat and node.inputs[1] not in given:
            products.add(node.outputs[0])
    if not products:
        return None
    nodes = [each for node in graph.nodes for each in (_product(node) if node.outputs[0] in products else [node])]
    inputs = [tensor(ONE, FLOAT, 3), tensor(MOVED, FLOAT, 2), tensor(ROWS, INTEGER, 1)]
    return graph.part(nodes, [*graph.inputs.values(), *inputs], graph.outputs.values())


def _product(node: Node) -> Iterator[Node]:
    _, constants = node.inputs
    own, flat, rows, moved = (f"{node.outputs[0]}/{part}" for part in ("one", "flat", "rows", "moved"))
    yield Node.made("Flatten", [ONE], flat, axis=1)
    yield Node.made("MatMul", [flat, constants], own)
    yield Node.made("Gather", [constants, ROWS], rows, axis=0)
    yield Node.made("MatMul", [MOVED, rows], moved)
    yield Node.made("Add", [own, moved], node.outputs[0])
