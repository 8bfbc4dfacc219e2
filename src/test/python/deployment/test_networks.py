"""Networks pass only when they are plain graphs that end, and answer as their version says."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from driftline_worker.deployment import Rejected
from driftline_worker.deployment.graphs import check_graph
from driftline_worker.deployment.quarantine import Quarantine
from driftline_worker.deployment.sandbox import Limits, examine_apart
from driftline_worker.models.repository import ModelRepository
from driftline_worker.reference.references import references
from testing.archives import pack, take, tree, with_network, write_version
from testing.tiny_models import network

SITES = references()["H3N2"].columns


def graph_of(*nodes: onnx.NodeProto, constants: list[TensorProto] | None = None, **model: Any) -> bytes:
    shape = ["pairs", SITES, 21]
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("a", "b")]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["pairs"]) for name in ("probability", "distance")
    ]
    graph = helper.make_graph(list(nodes), "made", inputs, outputs, constants or [])
    opsets = model.pop("opset_imports", [helper.make_opsetid("", 17)])
    content: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=8, **model).SerializeToString()
    return content


def answers(distance: str) -> list[onnx.NodeProto]:
    """The rest of a network that has a distance for each pair."""
    return [
        helper.make_node("Identity", [distance], ["distance"]),
        helper.make_node("Sub", ["distance", "distance"], ["nothing"]),
        helper.make_node("Sigmoid", ["nothing"], ["probability"]),
    ]


def external() -> bytes:
    tensor = TensorProto(name="w", dims=[1], data_type=TensorProto.FLOAT, data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value="../../../etc/passwd")
    return graph_of(*answers("w"), constants=[tensor])


def external_in_attribute() -> bytes:
    tensor = TensorProto(name="w", dims=[1], data_type=TensorProto.FLOAT, data_location=TensorProto.EXTERNAL)
    return graph_of(helper.make_node("Constant", [], ["w"], value=tensor), *answers("w"))


def custom_domain() -> bytes:
    return graph_of(
        helper.make_node("PyOp", ["a"], ["w"], domain="ai.onnx.contrib"),
        *answers("w"),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.contrib", 1)],
    )


def recursive_function() -> bytes:
    call = helper.make_node("Self", ["x"], ["y"], domain="ai.onnx")
    function = helper.make_function("ai.onnx", "Self", ["x"], ["y"], [call], [helper.make_opsetid("", 17)])
    return graph_of(*answers("a"), functions=[function])


def deep_graphs() -> bytes:
    graph = helper.make_graph([], "leaf", [], [])
    for _ in range(8):
        graph = helper.make_graph([helper.make_node("If", ["c"], [], then_branch=graph)], "branch", [], [])
    return graph_of(helper.make_node("If", ["c"], [], then_branch=graph), *answers("a"))


def endless_loop() -> bytes:
    body = helper.make_graph(
        [helper.make_node("Identity", ["go"], ["still"])],
        "body",
        [
            helper.make_tensor_value_info("i", TensorProto.INT64, []),
            helper.make_tensor_value_info("go", TensorProto.BOOL, []),
        ],
        [helper.make_tensor_value_info("still", TensorProto.BOOL, [])],
    )
    go = numpy_helper.from_array(np.array(True), "go0")
    return graph_of(helper.make_node("Loop", ["", "go0"], [], body=body), *answers("a"), constants=[go])


def huge_dimensions() -> bytes:
    tensor = TensorProto(name="w", dims=[2**31, 2**31], data_type=TensorProto.FLOAT)
    return graph_of(*answers("w"), constants=[tensor])


def lying_length() -> bytes:
    return graph_of(*answers("a")) + b"\x3a\xff\xff\xff\xff\x07"


def given_twice() -> bytes:
    content = graph_of(*answers("a"))
    return content + content


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (external(), "external-data"),
        (external_in_attribute(), "external-data"),
        (custom_domain(), "operator-domain"),
        (recursive_function(), "network-function"),
        (deep_graphs(), "network-size"),
        (endless_loop(), "operator"),
        (huge_dimensions(), "network-size"),
        (lying_length(), "network-malformed"),
        (given_twice(), "network-malformed"),
        (b"not a network at all", "network-malformed"),
        (b"", "network-malformed"),
        (graph_of(helper.make_node("NoSuchOperator", ["a"], ["w"]), *answers("w")), "network-load"),
        (network(SITES - 1, 21), "network-shape"),
        (graph_of(helper.make_node("ReduceMax", ["a"], ["w"], axes=[1, 2], keepdims=0), *answers("w")), "golden"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_rejects_networks_that_are_dangerous_or_wrong(
    tmp_path: Path, quarantine: Quarantine, content: bytes, reason: str
) -> None:
    before = tree(tmp_path / "models")

    verdict = take(quarantine, pack(with_network(write_version(tmp_path / "new"), content)))

    assert verdict["reason"] == reason, verdict
    assert tree(tmp_path / "models") == before
    assert list((tmp_path / "models.quarantine").iterdir()) == []


def test_rejects_a_network_that_favours_one_side(tmp_path: Path, quarantine: Quarantine) -> None:
    """Like the tiny model, but the distance is a sum over the residues that the first strain alone has."""
    nodes = [
        helper.make_node("Sub", ["a", "b"], ["difference"]),
        helper.make_node("Abs", ["difference"], ["absolute"]),
        helper.make_node("Mul", ["absolute", "a"], ["lost"]),
        helper.make_node("Mul", ["lost", "weights"], ["weighed"]),
        helper.make_node("ReduceSum", ["weighed", "axes"], ["distance"], keepdims=0),
        helper.make_node("Sub", ["distance", "threshold"], ["logit"]),
        helper.make_node("Sigmoid", ["logit"], ["probability"]),
    ]
    constants = [
        numpy_helper.from_array(np.arange(21, dtype=np.float32), "weights"),
        numpy_helper.from_array(np.array([1, 2], np.int64), "axes"),
        numpy_helper.from_array(np.array(2.0, np.float32), "threshold"),
    ]
    folder = with_network(write_version(tmp_path / "new"), graph_of(*nodes, constants=constants))

    assert take(quarantine, pack(folder))["reason"] == "asymmetric"


def test_ends_what_takes_too_long(tmp_path: Path, repository: ModelRepository) -> None:
    """A plain graph of nothing but large matrix products."""
    size = 1024
    nodes = [helper.make_node("MatMul", [f"m{i}", "m0"], [f"m{i + 1}"]) for i in range(20_000)]
    folder = with_network(
        write_version(tmp_path / "new"),
        graph_of(
            helper.make_node("ReduceMax", ["a"], ["one"], keepdims=1),
            helper.make_node("Reshape", ["one", "single"], ["scalar"]),
            helper.make_node("Expand", ["scalar", "square"], ["m0"]),
            *nodes,
            helper.make_node("ReduceMax", ["m20000"], ["distance"], keepdims=0),
            helper.make_node("Sigmoid", ["distance"], ["probability"]),
            constants=[
                numpy_helper.from_array(np.array([size, size], np.int64), "square"),
                numpy_helper.from_array(np.array([1, 1], np.int64), "single"),
            ],
        ),
    )
    limits = Limits(processor=4, wall=20.0)
    quarantine = Quarantine(tmp_path / "models", repository, lambda files: examine_apart(files, limits))

    assert take(quarantine, pack(folder))["reason"] == "timeout"


def test_ends_what_takes_too_much_memory(tmp_path: Path, repository: ModelRepository) -> None:
    folder = with_network(
        write_version(tmp_path / "new"),
        graph_of(
            helper.make_node("ReduceMax", ["a"], ["one"], keepdims=1),
            helper.make_node("Reshape", ["one", "single"], ["scalar"]),
            helper.make_node("Expand", ["scalar", "vast"], ["m"]),
            helper.make_node("ReduceMax", ["m"], ["distance"], axes=[1], keepdims=0),
            helper.make_node("Sigmoid", ["distance"], ["probability"]),
            constants=[
                numpy_helper.from_array(np.array([10**6, 10**6], np.int64), "vast"),
                numpy_helper.from_array(np.array([1, 1], np.int64), "single"),
            ],
        ),
    )
    quarantine = Quarantine(tmp_path / "models", repository)

    assert take(quarantine, pack(folder))["reason"] in {"network-run", "memory", "crash"}


def test_what_ships_passes_the_walk() -> None:
    shipped = Path(__file__).parents[3] / "main" / "models"
    files = sorted(shipped.glob("*/*/*.onnx"))

    for path in files:
        check_graph(path.name, path.read_bytes())

    assert files


def test_every_cut_of_a_network_is_malformed_or_no_graph() -> None:
    content = network(SITES, 21)

    for length in range(len(content)):
        try:
            check_graph("cut.onnx", content[:length])
        except Rejected as rejected:
            assert rejected.reason in {"network-malformed", "network-size"}
