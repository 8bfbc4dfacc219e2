"""Protocol buffer bytes, read without trusting them: nothing is allocated for what is only claimed."""

from collections.abc import Iterable, Iterator

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
MAX_VARINT = 10
"""Bytes of the longest varint."""

Value = int | memoryview


class Malformed(ValueError):
    """Not a protocol buffer message, or one that is cut off."""


def fields(message: memoryview) -> Iterator[tuple[int, Value]]:
    """Go through a message's fields in order: field number, and its number or its bytes.

    >>> list(fields(memoryview(bytes([8, 150, 1]))))
    [(1, 150)]
    """
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        number, kind = tag >> 3, tag & 7
        if not number:
            raise Malformed("field number 0")
        if kind == VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        length, at = _length(kind, message, at)
        yield number, message[at : at + length]
        at += length


def _length(kind: int, message: memoryview, at: int) -> tuple[int, int]:
    """Return how long a value is, and where it begins."""
    if kind == BYTES:
        length, at = _varint(message, at)
    elif kind in (FIXED32, FIXED64):
        length = 4 if kind == FIXED32 else 8
    else:
        raise Malformed(f"wire type {kind}")
    if length > len(message) - at:
        raise Malformed("cut off")
    return length, at


def packed(value: Value) -> list[int]:
    """Return the numbers of a repeated integer field, packed or single."""
    if isinstance(value, int):
        return [value]
    numbers, at = [], 0
    while at < len(value):
        number, at = _varint(value, at)
        numbers.append(number)
    return numbers


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for place in range(MAX_VARINT):
        if at + place >= len(message):
            raise Malformed("cut off")
        byte = message[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value & (2**64 - 1), at + place + 1
    raise Malformed("number too long")


def message(parts: Iterable[tuple[int, Value | bytes]]) -> bytes:
    """Write a message: of each field its number, and its number or its bytes.

    >>> message([(1, 150)]).hex()
    '089601'
    """
    written = bytearray()
    for field, value in parts:
        if isinstance(value, int):
            written += _written(field << 3 | VARINT) + _written(value)
        else:
            written += _written(field << 3 | BYTES) + _written(len(value))
            written += value
    return bytes(written)


def _written(number: int) -> bytes:
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)
