"""New versions pass only when they are what they say; whatever else is sent changes nothing."""

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from driftline_worker.deployment import Rejected
from driftline_worker.deployment.graphs import check_graph
from driftline_worker.deployment.quarantine import Busy, Quarantine, Taken, UnknownTicket
from driftline_worker.deployment.sandbox import Limits, _environment, examine_apart
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.models.repository import ModelRepository
from driftline_worker.reference.references import references
from testing.archives import pack, packed, with_network, write_version
from testing.samples import golden
from testing.tiny_models import network, write_tiny_model

SITES = references()["H3N2"].columns


@pytest.fixture
def repository(tmp_path: Path) -> ModelRepository:
    """Return a repository with the model ``tiny`` 1."""
    root = tmp_path / "models"
    write_tiny_model(root)
    return ModelRepository(root, ENCODINGS)


@pytest.fixture
def quarantine(tmp_path: Path, repository: ModelRepository) -> Quarantine:
    return Quarantine(tmp_path / "models", repository)


def tree(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def take(quarantine: Quarantine, content: bytes) -> dict[str, Any]:
    return quarantine.take(io.BytesIO(content))


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


def test_takes_and_publishes_a_version(tmp_path: Path, quarantine: Quarantine, repository: ModelRepository) -> None:
    folder = write_version(tmp_path / "new")

    verdict = take(quarantine, pack(folder))

    assert verdict["accepted"], verdict
    assert (verdict["model"]["name"], verdict["model"]["version"]) == ("tiny", "2")
    assert [each.manifest.version for each in repository.versions()] == ["1"]
    quarantine.publish(verdict["ticket"])
    assert [each.manifest.version for each in repository.versions()] == ["1", "2"]
    assert tree(tmp_path / "models" / "tiny" / "2") == tree(folder)
    assert list((tmp_path / "models.quarantine").iterdir()) == []
    with pytest.raises(UnknownTicket):
        quarantine.publish(verdict["ticket"])


def test_tells_its_verdicts_as_the_gateway_reads_them(tmp_path: Path, quarantine: Quarantine) -> None:
    told = golden("worker-deployment")

    accepted = take(quarantine, pack(write_version(tmp_path / "new")))
    rejected = take(quarantine, b"nothing")

    assert accepted.keys() == told["accepted"].keys()
    assert accepted["model"].keys() >= told["accepted"]["model"].keys()
    assert rejected.keys() == told["rejected"].keys()


def test_the_same_files_again_are_as_good_and_others_are_refused(tmp_path: Path, quarantine: Quarantine) -> None:
    same = pack(write_version(tmp_path / "new"))
    other = pack(write_version(tmp_path / "other", citation="Somebody else"))
    quarantine.publish(take(quarantine, same)["ticket"])
    before = tree(tmp_path / "models")

    quarantine.publish(take(quarantine, same)["ticket"])
    with pytest.raises(Taken):
        quarantine.publish(take(quarantine, other)["ticket"])

    assert tree(tmp_path / "models") == before


def test_withdraws_a_version_and_keeps_its_files(
    tmp_path: Path, quarantine: Quarantine, repository: ModelRepository
) -> None:
    files = tree(tmp_path / "models")

    quarantine.withdraw("tiny", "1")
    quarantine.withdraw("tiny", "1")

    assert repository.versions() == []
    assert tree(tmp_path / "models.retired") == files


def test_examines_one_at_a_time(tmp_path: Path, repository: ModelRepository) -> None:
    quarantine = Quarantine(tmp_path / "models", repository)
    content = pack(write_version(tmp_path / "new"))

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            with pytest.raises(Busy):
                take(quarantine, content)
            return super().read(size)

    assert quarantine.take(Slow(content))["accepted"]


@pytest.mark.parametrize(
    "name", ["../evil.onnx", "/etc/evil.onnx", "a/evil.onnx", "evil.onnx\0.png", ".onnx", "run.py", "..\\evil.onnx"]
)
def test_rejects_names_that_are_not_plain(tmp_path: Path, quarantine: Quarantine, name: str) -> None:
    before = tree(tmp_path)
    content = pack(write_version(tmp_path / "new"))
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        entry = zipfile.ZipInfo("placeholder")
        entry.filename = name
        archive.writestr(entry, b"content")

    verdict = take(quarantine, out.getvalue())

    assert verdict["reason"] in {"archive-name", "archive"}
    assert tree(tmp_path / "models").keys() == {name[7:] for name in before if name.startswith("models/")}
    assert not list(tmp_path.rglob("evil*"))


def test_rejects_links(quarantine: Quarantine) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("h3.onnx")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr("model.yaml", "name: x")
        archive.writestr(link, "/etc/passwd")

    assert take(quarantine, out.getvalue())["reason"] == "archive-link"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        b"GIF89a" + bytes(100),
        b"\x7fELF" + packed({"model.yaml": b"name: x"}),
        packed({}),
        packed({"a.onnx": b""}),
    ],
)
def test_rejects_what_is_no_archive_of_a_version(quarantine: Quarantine, content: bytes) -> None:
    assert take(quarantine, content)["reason"] == "archive"


def test_rejects_an_archive_of_many_names_before_they_become_objects(
    quarantine: Quarantine, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(5_000):
            archive.writestr(f"{number}.onnx", b"")
    made: list[None] = []
    monkeypatch.setattr(zipfile.ZipInfo, "_decodeExtra", lambda *_: made.append(None))
    verdict = take(quarantine, out.getvalue())
    assert verdict["reason"] == "archive"
    assert "200" in verdict["detail"]
    assert not made


def test_rejects_an_archive_cut_off_anywhere(tmp_path: Path, quarantine: Quarantine) -> None:
    content = pack(write_version(tmp_path / "new"))

    for length in range(0, len(content), 997):
        assert take(quarantine, content[:length])["reason"] == "archive"


def test_rejects_what_unpacks_to_too_much(quarantine: Quarantine) -> None:
    bomb = packed({"model.yaml": b"name: x", "h3.onnx": bytes(65 * 1024 * 1024)})
    lying = bytearray(bomb)
    claimed = (65 * 1024 * 1024).to_bytes(4, "little")
    while (at := lying.find(claimed)) >= 0:
        lying[at : at + 4] = (1000).to_bytes(4, "little")

    assert take(quarantine, bomb)["reason"] == "too-large"
    assert take(quarantine, bytes(lying))["reason"] == "archive"


BAD_MANIFESTS: list[tuple[dict[str, Any], str]] = [
    ({"name": "../tiny"}, "manifest"),
    ({"features": 20}, "manifest"),
    ({"citation": None}, "manifest"),
    ({"golden": []}, "golden"),
    ({"golden": [{"subtype": "H3N2"}]}, "manifest"),
]


@pytest.mark.parametrize(("changes", "reason"), BAD_MANIFESTS)
def test_rejects_a_manifest_that_does_not_hold(
    tmp_path: Path, quarantine: Quarantine, changes: dict[str, Any], reason: str
) -> None:
    folder = write_version(tmp_path / "new" / "deep", **{"name": "tiny", **changes})

    assert take(quarantine, pack(folder))["reason"] == reason


def changed(change: Callable[[dict[str, bytes]], None]) -> Callable[[Path], bytes]:
    def apply(folder: Path) -> bytes:
        files = {path.name: path.read_bytes() for path in folder.iterdir()}
        change(files)
        return packed(files)

    return apply


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda files: files.update({"h3n2-one-hot.onnx": files["h1n1-one-hot.onnx"]}), "manifest"),
        (lambda files: files.update({"model.yaml": files["model.yaml"].replace(b"0.1192", b"0.2192")}), "golden"),
        (lambda files: files.update({"golden.fasta": files["golden.fasta"].replace(b"H3N2", b"H3N3")}), "golden"),
        (lambda files: files.pop("golden.fasta"), "golden"),
        (lambda files: files.update({"stray.onnx": b""}), "manifest"),
        (lambda files: files.update({"model.yaml": b"!!python/object/apply:os.system [true]"}), "manifest"),
        (lambda files: files.update({"model.yaml": b"[" * 100_000}), "manifest"),
    ],
)
def test_rejects_files_that_are_not_what_the_manifest_says(
    tmp_path: Path, quarantine: Quarantine, change: Callable[[dict[str, bytes]], None], reason: str
) -> None:
    verdict = take(quarantine, changed(change)(write_version(tmp_path / "new")))

    assert verdict["reason"] == reason, verdict


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


def test_the_examination_sees_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRIFTLINE_WORKER_TOKEN", "secret")
    monkeypatch.setenv("PYTHONSTARTUP", "secret")

    assert "secret" not in _environment().values()


def test_what_ships_passes_the_walk() -> None:
    shipped = Path(__file__).parents[3] / "main" / "models"
    files = sorted(shipped.glob("*/*/*.onnx"))

    for path in files:
        check_graph(path.name, path.read_bytes())

    assert files


def test_what_ships_passes_the_examination(tmp_path: Path, repository: ModelRepository) -> None:
    shipped = Path(__file__).parents[3] / "main" / "models"
    patient = Limits(processor=120, wall=300.0)
    quarantine = Quarantine(tmp_path / "models", repository, lambda files: examine_apart(files, patient))

    for manifest in sorted(shipped.glob("*/*/model.yaml")):
        verdict = take(quarantine, pack(manifest.parent))
        assert verdict["accepted"], verdict


def test_every_cut_of_a_network_is_malformed_or_no_graph() -> None:
    content = network(SITES, 21)

    for length in range(len(content)):
        try:
            check_graph("cut.onnx", content[:length])
        except Rejected as rejected:
            assert rejected.reason in {"network-malformed", "network-size"}
