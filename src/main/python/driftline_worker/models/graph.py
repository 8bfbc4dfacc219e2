"""An ONNX file taken apart and put together again; field numbers are those of ``onnx.proto3``."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from driftline_worker.models.protobuf import Malformed, Value, fields, message, packed

GRAPH, OPERATOR_SET = 7, 8
NODE, CONSTANT, INPUT, OUTPUT, KNOWN_TYPE = 1, 5, 11, 12, 13
READS, GIVES, OPERATOR, ATTRIBUTE, DOMAIN = 1, 2, 4, 5, 7
NAME_OF_CONSTANT = 8
NAME, NUMBER, TENSOR, KIND = 1, 3, 5, 20
"""Fields of an attribute: its name, what it is, and the number of its kind."""
IS_NUMBER = 2


@dataclass(frozen=True, slots=True)
class Node:
    """One operator: the tensors it reads and gives, and everything else of it as it stands."""

    operator: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    rest: tuple[tuple[int, Value], ...]

    @classmethod
    def read(cls, content: memoryview) -> "Node":
        """Take an operator apart."""
        parts = list(fields(content))
        named = {part: tuple(_text(value) for at, value in parts if at == part) for part in (READS, GIVES, OPERATOR)}
        rest = tuple((part, value) for part, value in parts if part != READS)
        return cls("".join(named[OPERATOR]), named[READS], named[GIVES], rest)

    @classmethod
    def made(cls, operator: str, inputs: Iterable[str], output: str, axis: int | None = None) -> "Node":
        """Return an operator of ONNX's own."""
        rest: list[tuple[int, Value]] = [
            (GIVES, memoryview(output.encode())),
            (OPERATOR, memoryview(operator.encode())),
        ]
        if axis is not None:
            attribute = message([(NAME, b"axis"), (NUMBER, axis), (KIND, IS_NUMBER)])
            rest.append((ATTRIBUTE, memoryview(attribute)))
        return cls(operator, tuple(inputs), (output,), tuple(rest))

    def axis(self, default: int) -> int:
        """Return its attribute of that name."""
        number = self._attribute("axis", NUMBER)
        return (number ^ 1 << 63) - (1 << 63) if isinstance(number, int) else default

    @property
    def constant_axes(self) -> int | None:
        """How many axes the tensor has that a ``Constant`` gives; None where it is told in another way."""
        value = self.constant
        return None if value is None else len(_sizes(value))

    @property
    def constant(self) -> Value | None:
        """The tensor that a ``Constant`` gives."""
        return self._attribute("value", TENSOR) if self.operator == "Constant" else None

    def _attribute(self, name: str, field: int) -> Value | None:
        for part, value in self.rest:
            parts = dict(fields(_bytes(value))) if part == ATTRIBUTE else {}
            if NAME in parts and _text(parts[NAME]) == name:
                return parts.get(field)
        return None

    def digest(self, inputs: Iterable[bytes]) -> bytes:
        """Return the same for operators that do the same to inputs of the same digests."""
        found = hashlib.sha256(
            message((part, value) for part, value in self.rest if part in (OPERATOR, ATTRIBUTE, DOMAIN))
        )
        for each in inputs:
            found.update(hashlib.sha256(each).digest())
        return found.digest()

    def reading(self, others: Mapping[str, str]) -> "Node":
        """Return the operator with other tensors in the place of some."""
        return replace(self, inputs=tuple(others.get(each, each) for each in self.inputs))

    def written(self) -> bytes:
        """Return the operator's message."""
        return message([*((READS, each.encode()) for each in self.inputs), *self.rest])


@dataclass(frozen=True, slots=True)
class Graph:
    """An ONNX file; constants, inputs and outputs by name, as they stand."""

    around: Sequence[tuple[int, Value]]
    inside: Sequence[tuple[int, Value]]
    nodes: Sequence[Node]
    constants: Mapping[str, Value]
    inputs: Mapping[str, Value]
    outputs: Mapping[str, Value]

    @classmethod
    def read(cls, content: bytes) -> "Graph":
        """Take a file apart; raises `Malformed` for what is no ONNX file."""
        model = list(fields(memoryview(content)))
        graphs = [value for part, value in model if part == GRAPH]
        if len(graphs) != 1:
            raise Malformed("no single graph")
        parts = list(fields(_bytes(graphs[0])))
        taken = {NODE, CONSTANT, INPUT, OUTPUT, KNOWN_TYPE}
        return cls(
            around=[each for each in model if each[0] != GRAPH],
            inside=[each for each in parts if each[0] not in taken],
            nodes=[Node.read(_bytes(value)) for part, value in parts if part == NODE],
            constants=_named(parts, CONSTANT, NAME_OF_CONSTANT),
            inputs=_named(parts, INPUT, 1),
            outputs=_named(parts, OUTPUT, 1),
        )

    def digest(self, constant: str) -> bytes:
        """Return the same for constants of the same numbers."""
        parts = fields(_bytes(self.constants[constant]))
        return hashlib.sha256(message(each for each in parts if each[0] != NAME_OF_CONSTANT)).digest()

    def shape(self, constant: str) -> list[int]:
        """Return how long the axes of a constant are."""
        return _sizes(self.constants[constant])

    def axes(self, given: str) -> int | None:
        """Return how many axes an input has, None where the file does not say."""
        value: Value | None = self.inputs[given]
        for field in (2, 1, 2):  # its type, that of a tensor, its shape
            value = None if value is None else dict(fields(_bytes(value))).get(field)
        return None if value is None else sum(part == 1 for part, _ in fields(_bytes(value)))

    @property
    def operators(self) -> int:
        """Version of ONNX's own operators; 0 where the file does not say."""
        sets = [dict(fields(_bytes(value))) for part, value in self.around if part == OPERATOR_SET]
        versions = [each.get(2) for each in sets if not each.get(1)]
        return max((each for each in versions if isinstance(each, int)), default=0)

    def part(self, nodes: Sequence[Node], inputs: Iterable[Value | bytes], outputs: Iterable[Value | bytes]) -> bytes:
        """Return a file of some of the operators, with the constants that they read."""
        read = {name for node in nodes for name in node.inputs}
        graph = [
            *self.inside,
            *((NODE, node.written()) for node in nodes),
            *((CONSTANT, value) for name, value in self.constants.items() if name in read),
            *((INPUT, value) for value in inputs),
            *((OUTPUT, value) for value in outputs),
        ]
        return message([*self.around, (GRAPH, message(graph))])


def tensor(name: str, kind: int | None = None, axes: int = 0) -> bytes:
    """Return the description of a tensor: its name, and the number of its type of elements and of its axes if given."""
    if kind is None:
        return message([(1, name.encode())])
    shape = message((1, message([(2, f"{name}/{axis}".encode())])) for axis in range(axes))
    return message([(1, name.encode()), (2, message([(1, message([(1, kind), (2, shape)]))]))])


def integers(name: str, numbers: Sequence[int]) -> memoryview:
    """Return a constant: a list of whole numbers."""
    content = b"".join(each.to_bytes(8, "little", signed=True) for each in numbers)
    return memoryview(message([(1, len(numbers)), (2, 7), (NAME_OF_CONSTANT, name.encode()), (9, content)]))


def numbers(constant: Value) -> list[int] | None:
    """Return the numbers of a constant of whole numbers that are written as they lie in memory, else None."""
    parts = dict(fields(_bytes(constant)))
    content = parts.get(9)
    if parts.get(2) != 7 or content is None:
        return None
    raw = bytes(_bytes(content))
    return [int.from_bytes(raw[at : at + 8], "little", signed=True) for at in range(0, len(raw), 8)]


def _sizes(constant: Value) -> list[int]:
    parts = fields(_bytes(constant))
    return [size for part, value in parts if part == 1 for size in packed(value)]


def _named(parts: Iterable[tuple[int, Value]], kind: int, field: int) -> dict[str, Value]:
    found = {}
    for part, value in parts:
        if part == kind:
            found["".join(_text(name) for at, name in fields(_bytes(value)) if at == field)] = value
    return found


def _bytes(value: Value) -> memoryview:
    if isinstance(value, int):
        raise Malformed("a number where bytes belong")
    return value


def _text(value: Value) -> str:
    return bytes(_bytes(value)).decode("utf-8")
