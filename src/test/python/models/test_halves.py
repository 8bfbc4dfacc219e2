"""A network cut into halves says what it says whole, and what cannot be cut stays whole."""

from itertools import combinations
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.models.alike import alike
from driftline_worker.models.batching import Matrix
from driftline_worker.models.halves import Whole, cut
from driftline_worker.models.network import ALONE, Network
from driftline_worker.models.repository import ModelRepository
from driftline_worker.reference.references import references
from testing.tiny_models import network as tiny

MODELS = Path(__file__).parents[3] / "main" / "models"
NETWORKS = {
    f"{version.manifest.name} {version.manifest.version} {subtype} {encoding}": (network, subtype, encoding)
    for version in ModelRepository(MODELS, dict(ENCODINGS)).versions()
    for (subtype, encoding), network in version.networks.items()
}
STRAINS = 21
CLOSE = 1e-4


def strains(subtype: str, encoding: str) -> Matrix:
    """Return mutants of the reference, some with unknown sites, (strains, sites, features)."""
    draw = np.random.default_rng(5)
    found = []
    for number in range(STRAINS):
        letters = list(references()[subtype].ha1)
        for site in draw.choice(len(letters), draw.integers(1, 60), replace=False):
            letters[site] = "ARNDCQEGHILKMFPSTWYV-"[draw.integers(21)]
        start = int(draw.integers(250))
        if number % 3 == 0:
            letters[start : start + 40] = "X" * 40
        found.append(ENCODINGS[encoding].encode("".join(letters), subtype))
    return np.stack(found)


@pytest.mark.parametrize("called", NETWORKS)
def test_a_shipped_network_says_in_halves_what_it_says_whole(called: str) -> None:
    network, subtype, encoding = NETWORKS[called]
    encoded = strains(subtype, encoding)
    a, b = np.array(list(combinations(range(STRAINS), 2))).T

    halves = network.predict(encoded[a], encoded[b])

    whole = network.session().run(["probability", "distance"], {"a": encoded[a], "b": encoded[b]})
    assert cut(network.verified()).tensors
    for got, meant in zip(halves, whole, strict=True):
        assert np.abs(got - meant.reshape(-1)).max() <= CLOSE


def test_a_large_run_on_two_threads_keeps_its_order() -> None:
    network, subtype, encoding = NETWORKS["cnn 1 H3N2 one-hot"]
    features = network.embed(strains(subtype, encoding))
    a, b = np.array(list(combinations(range(STRAINS), 2))).T
    assert len(a) > ALONE

    together = network.parts().compare(features.take(a), features.take(b))

    each = [network.parts().compare(features.take(a[i : i + 1]), features.take(b[i : i + 1])) for i in range(len(a))]
    for got, meant in zip(together, zip(*each, strict=True), strict=True):
        assert np.abs(got - np.concatenate(meant)).max() <= CLOSE


@pytest.mark.parametrize("called", ["ensemble 2 H3N2 one-hot", "cnn 1 H3N2 one-hot"])
def test_one_record_against_others_is_each_pair(called: str) -> None:
    network, subtype, encoding = NETWORKS[called]
    encoded = strains(subtype, encoding)
    records = np.concatenate([encoded[:1], np.repeat(encoded[1:2], 5, axis=0)])

    got = network.against(records, np.arange(encoded.shape[1]))

    for each, meant in zip(got, network.predict(encoded[:1], encoded[1:2]), strict=True):
        assert each == pytest.approx(np.repeat(meant, 5), abs=1e-6)


@pytest.mark.parametrize("called", NETWORKS)
def test_records_that_are_the_same_but_for_some_sites_are_told_as_each_alone(called: str) -> None:
    network, subtype, encoding = NETWORKS[called]
    one, other = strains(subtype, encoding)[:2]
    changed = np.array([3, 4, 130, 131, 132, 200])
    draw = np.random.default_rng(9)
    some = np.where(draw.random((12, len(one), 1)) < 0.5, one, other)
    same = np.setdiff1d(np.arange(len(one)), changed)
    some[:, same] = one[same]

    got = network.compare(network.embed(some, changed), network.embed(some[:1], changed).repeated(12))

    meant = network.compare(network.embed(some), network.embed(some[:1]).repeated(12))
    for shares, alone in zip(got, meant, strict=True):
        assert np.abs(shares - alone).max() <= CLOSE


def test_the_widest_product_of_such_records_is_that_of_their_differences() -> None:
    content = NETWORKS["ensemble 2 H3N2 one-hot"][0].verified()

    assert alike(cut(content).embed) is not None
    assert alike(cut(NETWORKS["cnn 1 H3N2 one-hot"][0].verified()).embed) is None


def test_what_asks_the_records_different_things_stays_whole() -> None:
    shape = ["pairs", 3, 2]
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in "ab"]
    outputs = [helper.make_tensor_value_info("distance", TensorProto.FLOAT, shape)]
    nodes = [
        helper.make_node("Abs", ["a"], ["one"]),
        helper.make_node("Neg", ["b"], ["other"]),
        helper.make_node("Sub", ["one", "other"], ["distance"]),
    ]
    graph = helper.make_graph(nodes, "odd", inputs, outputs)

    with pytest.raises(Whole):
        cut(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)]).SerializeToString())


def test_what_makes_nothing_of_one_record_stays_whole() -> None:
    with pytest.raises(Whole):
        cut(tiny(4, 2))


def test_both_halves_are_files_that_onnx_takes() -> None:
    network: Network = NETWORKS["ensemble 2 H3N2 one-hot"][0]
    halves = cut(network.verified())

    embed = onnxruntime.InferenceSession(halves.embed, providers=["CPUExecutionProvider"])

    assert {each.name for each in embed.get_outputs()} == {name for name in halves.tensors if name != "a"}


@pytest.mark.parametrize("operators", [11, 17])
def test_a_product_with_a_vector_is_summed_where_its_operators_know_how(operators: int) -> None:
    draw = np.random.default_rng(3)
    weights = numpy_helper.from_array(draw.random(2, np.float32), "weights")
    square = numpy_helper.from_array(draw.random((2, 2), np.float32), "square")
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["pairs", 3, 2]) for name in "ab"]
    outputs = [helper.make_tensor_value_info("distance", TensorProto.FLOAT, ["pairs", 3])]
    nodes = [
        node
        for name in "ab"
        for node in (
            helper.make_node("MatMul", [name, "square"], [f"{name}/turned"]),
            helper.make_node("MatMul", [f"{name}/turned", "weights"], [f"{name}/weighed"]),
        )
    ]
    nodes.append(helper.make_node("Sub", ["a/weighed", "b/weighed"], ["distance"]))
    graph = helper.make_graph(nodes, "weighing", inputs, outputs, [weights, square])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", operators)], ir_version=8)

    halves = cut(model.SerializeToString())

    embed = onnx.load_from_string(halves.embed)
    assert [node.op_type for node in embed.graph.node] == ["MatMul", "MatMul" if operators == 11 else "Einsum"]
    records = draw.random((4, 3, 2), np.float32)
    session = onnxruntime.InferenceSession(halves.embed, providers=["CPUExecutionProvider"])
    meant = records @ numpy_helper.to_array(square) @ numpy_helper.to_array(weights)
    assert session.run(None, {"a": records})[0] == pytest.approx(meant, abs=1e-6)
