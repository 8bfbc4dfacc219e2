"""New versions pass only when they are what they say; whatever else is sent changes nothing."""

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from driftline_worker.deployment.quarantine import Busy, Quarantine, Taken, UnknownTicket
from driftline_worker.deployment.sandbox import Limits, _environment, examine_apart
from driftline_worker.models.repository import ModelRepository
from driftline_worker.reference.references import references
from testing.archives import pack, packed, take, tree, write_version
from testing.samples import golden

SITES = references()["H3N2"].columns


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


def test_the_examination_sees_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRIFTLINE_WORKER_TOKEN", "secret")
    monkeypatch.setenv("PYTHONSTARTUP", "secret")

    assert "secret" not in _environment().values()


def test_what_ships_passes_the_examination(tmp_path: Path, repository: ModelRepository) -> None:
    shipped = Path(__file__).parents[3] / "main" / "models"
    patient = Limits(processor=120, wall=300.0)
    quarantine = Quarantine(tmp_path / "models", repository, lambda files: examine_apart(files, patient))

    for manifest in sorted(shipped.glob("*/*/model.yaml")):
        verdict = take(quarantine, pack(manifest.parent))
        assert verdict["accepted"], verdict
