"""Look-ups are written anew where ONNX Runtime is slow at them, and say what they said."""

from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from driftline_worker.models.gathers import gathered
from driftline_worker.models.graph import Graph
from driftline_worker.models.halves import cut

TABLE = np.array([0.5, 1.5, 2.5, 3.5], np.float32)
ROWS = np.arange(12, dtype=np.float32).reshape(4, 3)
PICKED = np.array([4, 0, 0, -1])
CODES = np.array([[0, 1, 2, 3, 0], [3, 3, 2, -1, 1]])


def model(nodes: list[Any], output: int, operators: int = 17, shape: tuple[Any, ...] | None = ("n", 5)) -> bytes:
    """Return a graph that reads `codes` and gives `found`."""
    constants = [
        numpy_helper.from_array(TABLE, "table"),
        numpy_helper.from_array(ROWS, "rows"),
        numpy_helper.from_array(PICKED, "picked"),
        numpy_helper.from_array(np.array(-2), "column"),
        numpy_helper.from_array(np.array(-1), "last"),
    ]
    inputs = [helper.make_tensor_value_info("codes", TensorProto.INT64, shape)]
    outputs = [helper.make_tensor_value_info("found", output, None)]
    graph = helper.make_graph(nodes, "looking up", inputs, outputs, constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", operators)], ir_version=8)
    return made.SerializeToString()


def again(content: bytes) -> tuple[bytes, list[str]]:
    """Return the graph with its look-ups written anew, and its operators."""
    graph = gathered(Graph.read(content))
    written = graph.part(graph.nodes, graph.inputs.values(), graph.outputs.values())
    return written, [node.operator for node in graph.nodes]


def answer(content: bytes) -> Any:
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    return session.run(None, {"codes": CODES})[0]


def column(axis: int) -> list[Any]:
    return [
        helper.make_node("Gather", ["rows", "codes"], ["wide"]),
        helper.make_node("Gather", ["wide", "column"], ["found"], axis=axis),
    ]


def column_of_part(axis: int) -> list[Any]:
    bounds = {"from": [1], "to": [2], "along": [axis], "step": [1]}
    return [
        helper.make_node("Gather", ["rows", "codes"], ["wide"]),
        *(
            helper.make_node("Constant", [], [name], value=numpy_helper.from_array(np.array(each)))
            for name, each in bounds.items()
        ),
        helper.make_node("Slice", ["wide", *bounds], ["narrow"]),
        helper.make_node("Gather", ["narrow", "column" if axis < 2 else "last"], ["found"], axis=2),
    ]


@pytest.mark.parametrize(
    ("nodes", "output"),
    [
        ([helper.make_node("Gather", ["table", "codes"], ["found"])], TensorProto.FLOAT),
        ([helper.make_node("Gather", ["table", "codes"], ["found"], axis=-1)], TensorProto.FLOAT),
        (column(2), TensorProto.FLOAT),
        (column(-1), TensorProto.FLOAT),
        (column_of_part(0), TensorProto.FLOAT),
        (column_of_part(1), TensorProto.FLOAT),
        ([helper.make_node("Gather", ["codes", "picked"], ["found"], axis=1)], TensorProto.INT64),
        ([helper.make_node("Gather", ["codes", "picked"], ["found"], axis=-1)], TensorProto.INT64),
    ],
)
def test_a_look_up_of_numbers_is_written_anew_and_says_the_same(nodes: list[Any], output: int) -> None:
    content = model(nodes, output)
    written, operators = again(content)

    assert "GatherElements" in operators
    assert answer(written).tolist() == answer(content).tolist()


@pytest.mark.parametrize(
    "content",
    [
        model([helper.make_node("Gather", ["table", "codes"], ["found"])], TensorProto.FLOAT, operators=12),
        model([helper.make_node("Gather", ["rows", "codes"], ["found"])], TensorProto.FLOAT),
        model([helper.make_node("Gather", ["codes", "picked"], ["found"], axis=1)], TensorProto.INT64, shape=None),
        model([helper.make_node("Gather", ["codes", "column"], ["found"], axis=1)], TensorProto.INT64),
        model(column(1), TensorProto.FLOAT),
        model(column_of_part(2), TensorProto.FLOAT),
    ],
    ids=["old operators", "whole rows", "axes unknown", "one column", "a site, not a column", "a part of columns"],
)
def test_another_look_up_stays_as_it_is(content: bytes) -> None:
    written, operators = again(content)

    assert "GatherElements" not in operators
    assert answer(written).tolist() == answer(content).tolist()


def test_what_stands_for_nothing_in_both_records_is_made_of_either() -> None:
    """Both are continued by as many noughts, made once; what is picked of each is still made of each alone."""
    shape = ["pairs", 5]
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in "ab"]
    outputs = [helper.make_tensor_value_info("distance", TensorProto.FLOAT, ["pairs", 4])]
    nodes = [
        helper.make_node("Neg", ["a"], ["negative"]),
        helper.make_node("Shape", ["negative"], ["size"]),
        helper.make_node("ConstantOfShape", ["size"], ["noughts"]),
        *(helper.make_node("Neg", [name], [f"{name}/own"]) for name in "ab"),
        *(helper.make_node("Concat", [f"{name}/own", "noughts"], [f"{name}/long"], axis=1) for name in "ab"),
        *(helper.make_node("Gather", [f"{name}/long", "picked"], [f"{name}/picked"], axis=1) for name in "ab"),
        helper.make_node("Sub", ["a/picked", "b/picked"], ["distance"]),
    ]
    graph = helper.make_graph(nodes, "laid out", inputs, outputs, [numpy_helper.from_array(PICKED, "picked")])
    content = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()

    halves = cut(content)

    assert halves.tensors == ["a/picked"]
    assert [node.op_type for node in onnx.load_from_string(halves.compare({"a/picked": (1, 2)})).graph.node] == ["Sub"]
