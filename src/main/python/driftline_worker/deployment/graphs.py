"""What an ONNX file holds, found out before any library that could be led astray by it reads it.

Field numbers are those of ``onnx.proto3``. Refused are data outside of the file, operators other than
ONNX's own, functions, operators that repeat without end or answer by chance, and sizes beyond reason.
"""

from collections.abc import Callable
from dataclasses import dataclass

from driftline_worker.deployment import Rejected
from driftline_worker.models.protobuf import Malformed, Value, fields, packed

DOMAINS = frozenset({"", "ai.onnx", "ai.onnx.ml"})
UNBOUNDED = frozenset({"Loop", "Scan"})
RANDOM = frozenset(
    {"Bernoulli", "Multinomial", "RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike"}
)
MAX_NODES = 50_000
MAX_DEPTH = 4
"""Graphs within graphs."""
MAX_ELEMENTS = 16 * 1024 * 1024
"""Numbers of one tensor; 64 MiB as float32."""
MAX_DIMENSIONS = 32
MAX_NAME = 1024
NEWEST_IR = 20

GRAPH, OPSETS, TRAINING, FUNCTIONS = 7, 8, 20, 25


def check_graph(file: str, content: bytes) -> None:
    """Raise `Rejected` unless the file holds one plain graph of ONNX's own operators within the limits."""
    try:
        _Walk(file).model(memoryview(content))
    except Malformed as fault:
        raise Rejected("network-malformed", f"{file} is not an ONNX file, or is cut off ({fault}).") from fault


@dataclass(slots=True)
class _Walk:
    file: str
    nodes: int = 0

    def model(self, message: memoryview) -> None:
        graphs = 0
        release = 0
        for number, value in fields(message):
            if number == 1:
                release = _number(value)
            elif number == GRAPH:
                graphs += 1
                self._graph(_bytes(value), 1)
            elif number == OPSETS:
                for part, text in fields(_bytes(value)):
                    if part == 1:
                        self._domain(text)
            elif number == FUNCTIONS:
                raise self._refused("network-function", "has functions of its own; export it without them")
            elif number == TRAINING:
                raise self._refused("network-training", "holds training graphs; export it for inference")
        if graphs != 1 or not 1 <= release <= NEWEST_IR:
            raise Malformed("no single graph")

    def _graph(self, message: memoryview, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise self._refused("network-size", f"nests graphs more than {MAX_DEPTH} deep")
        for number, value in fields(message):
            if number == 1:
                self._node(_bytes(value), depth)
            elif number == 5:
                self._tensor(_bytes(value))
            elif number == 15:
                self._sparse(_bytes(value))

    def _node(self, message: memoryview, depth: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self._refused("network-size", f"has more than {MAX_NODES} operators")
        for number, value in fields(message):
            if number == 4:
                self._operator(value)
            elif number == 7:
                self._domain(value)
            elif number == 5:
                self._attribute(_bytes(value), depth)

    def _attribute(self, message: memoryview, depth: int) -> None:
        walks: dict[int, Callable[[memoryview], None]] = {
            5: self._tensor,
            6: lambda graph: self._graph(graph, depth + 1),
            10: self._tensor,
            11: lambda graph: self._graph(graph, depth + 1),
            22: self._sparse,
            23: self._sparse,
        }
        seen: set[int] = set()
        for number, value in fields(message):
            if number in walks:
                # given twice, these two would be merged into something that was not looked at
                if number in (5, 6, 22) and number in seen:
                    raise Malformed("a value given twice")
                seen.add(number)
                walks[number](_bytes(value))

    def _sparse(self, message: memoryview) -> None:
        dimensions: list[int] = []
        for number, value in fields(message):
            if number in (1, 2):
                self._tensor(_bytes(value))
            elif number == 3:
                dimensions += packed(value)
        self._size(dimensions)

    def _tensor(self, message: memoryview) -> None:
        dimensions: list[int] = []
        for number, value in fields(message):
            if number == 1:
                dimensions += packed(value)
            elif number == 13 or (number == 14 and value != 0):
                raise self._refused("external-data", "keeps data in another file; put all of it into the one")
        self._size(dimensions)

    def _size(self, dimensions: list[int]) -> None:
        elements = 1
        for dimension in dimensions[: MAX_DIMENSIONS + 1]:
            elements *= max(dimension, 1)
        if len(dimensions) > MAX_DIMENSIONS or elements > MAX_ELEMENTS:
            raise self._refused("network-size", f"has a tensor of more than {MAX_ELEMENTS} numbers")

    def _operator(self, value: Value) -> None:
        name = _text(value)
        if name in UNBOUNDED:
            raise self._refused("operator", f"uses {name}, which may run without end")
        if name in RANDOM:
            raise self._refused("operator", f"uses {name}, which answers by chance")

    def _domain(self, value: Value) -> None:
        name = _text(value)
        if name not in DOMAINS:
            raise self._refused("operator-domain", f"uses operators of {name[:60]!r}; only ONNX's own are taken")

    def _refused(self, reason: str, fault: str) -> Rejected:
        return Rejected(reason, f"{self.file} {fault}.")


def _number(value: Value) -> int:
    if not isinstance(value, int):
        raise Malformed("bytes where a number belongs")
    return value


def _bytes(value: Value) -> memoryview:
    if isinstance(value, int):
        raise Malformed("a number where bytes belong")
    return value


def _text(value: Value) -> str:
    content = _bytes(value)
    if len(content) > MAX_NAME:
        raise Malformed("a name too long")
    try:
        return bytes(content).decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Malformed("a name that is no text") from fault
