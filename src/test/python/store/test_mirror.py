"""Copies of model versions, against a real server that speaks S3."""

import shutil
from pathlib import Path
from threading import Barrier, Thread

import pytest

from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.models.repository import ModelRepository
from driftline_worker.store import OtherFiles, StoreAway
from driftline_worker.store.entries import StoredVersion, entry_key, seal, unseal
from driftline_worker.store.mirror import AGAIN, Mirror
from testing.model_store import KEY, Machine, Store
from testing.tiny_models import write_tiny_model


def version(folder: Path, **changes: str) -> Path:
    """Return the files of tiny 2 in a folder that may be moved away."""
    return write_tiny_model(folder, version="2", **changes)


def contents(folder: Path) -> dict[str, bytes]:
    return {f"models/tiny/2/{path.name}": path.read_bytes() for path in folder.iterdir()}


def messages(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("driftline_worker.store")]


def reachable(machine: Machine) -> float | None:
    return machine.metrics.registry.get_sample_value("driftline_worker_model_store_reachable")


@pytest.fixture
def files(tmp_path: Path, here: Machine) -> dict[str, bytes]:
    """Publish tiny 2 on one machine, and return its files."""
    folder = version(tmp_path / "sent")
    found = contents(folder)
    here.mirror().publish("tiny", "2", folder)
    return found


def test_what_one_machine_publishes_another_serves(files: dict[str, bytes], here: Machine, there: Machine) -> None:
    there.mirror().sync()

    assert here.holds() == there.holds() == files
    served = ModelRepository(there.cache / "shipped", ENCODINGS, fetched=there.cache / "models").get("tiny", "2")
    assert served.network("H3N2", "one-hot").verified()


def test_files_stand_under_their_digests(files: dict[str, bytes], store: Store) -> None:
    keys = sorted(store.open().keys(""))

    entry = unseal(KEY, "versions/tiny/2", b"".join(store.open().chunks("versions/tiny/2")))
    assert keys == sorted({each.key for each in entry.files} | {entry.key})
    assert {each.name for each in entry.files} == {name.rpartition("/")[2] for name in files}


def test_publishing_the_same_again_is_as_good_and_other_files_are_refused(
    files: dict[str, bytes], tmp_path: Path, here: Machine, there: Machine
) -> None:
    there.mirror().publish("tiny", "2", version(tmp_path / "again"))
    with pytest.raises(OtherFiles):
        there.mirror().publish("tiny", "2", version(tmp_path / "other", info="Counts otherwise"))

    there.mirror().sync()
    assert here.holds() == files
    assert {name: content for name, content in there.holds().items() if name in files} == files


def test_a_file_that_was_changed_in_the_store_is_never_here(
    files: dict[str, bytes], store: Store, there: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    entry = unseal(KEY, "versions/tiny/2", b"".join(store.open().chunks("versions/tiny/2")))
    network = next(each for each in entry.files if each.name.endswith(".onnx"))
    content = files[f"models/tiny/2/{network.name}"]
    mirror = there.mirror()
    for damaged in (content[:-1], content + b"x", bytes(len(content))):
        store.open().put(network.key, damaged)
        mirror.sync()
        assert there.holds() == {}
        there.clock.advance(AGAIN)
    assert messages(caplog).count("model not fetched") == 3

    store.open().put(network.key, content)
    mirror.sync()
    assert there.holds() == files


def test_what_nobody_with_the_key_signed_is_refused_once(
    files: dict[str, bytes], store: Store, there: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    entry = unseal(KEY, "versions/tiny/2", b"".join(store.open().chunks("versions/tiny/2")))
    bad = {
        "3": seal(entry_key("another" * 5), entry.model_copy(update={"version": "3"})),
        "4": seal(KEY, entry),
        "5": b"x" * 100_000,
        "6": b"",
    }
    for name, content in bad.items():
        store.open().put(f"versions/tiny/{name}", content)
    mirror = there.mirror()

    mirror.sync()
    mirror.sync()

    assert there.holds() == files
    assert messages(caplog).count("entry of the model store refused") == len(bad)


def test_a_store_that_is_away_leaves_what_is_here_and_is_told_of_once(
    files: dict[str, bytes], tmp_path: Path, store: Store, there: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    mirror = there.mirror()
    assert reachable(there) == 0
    mirror.sync()
    assert reachable(there) == 1

    store.stop()
    mirror.sync()
    mirror.sync()
    assert (there.holds(), reachable(there)) == (files, 0)
    assert messages(caplog).count("model store away; what is here is served") == 1
    with pytest.raises(StoreAway):
        mirror.publish("tiny", "3", version(tmp_path / "later"))
    with pytest.raises(StoreAway):
        mirror.withdraw("tiny", "2")
    assert there.holds() == files

    store.start_again()
    mirror.sync()
    assert (there.holds(), reachable(there)) == (files, 1)


def test_a_bucket_that_is_not_there_is_no_empty_one(
    files: dict[str, bytes], store: Store, there: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    there.mirror().sync()
    store.bucket += "-of-nobody"
    mirror = there.mirror()

    for _ in range(3):
        mirror.sync()

    assert there.holds() == files
    assert "model store away; what is here is served" in messages(caplog)


def test_a_half_copy_is_fetched_anew(files: dict[str, bytes], there: Machine) -> None:
    there.mirror().sync()
    for damage in (lambda path: path.write_bytes(path.read_bytes()[:100]), Path.unlink):
        damage(there.cache / "models/tiny/2/model.yaml")
        there.mirror().sync()
        assert there.holds() == files


def test_workers_of_one_machine_do_not_get_into_each_other_s_way(
    files: dict[str, bytes], there: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    together = Barrier(4)
    mirrors = [there.mirror() for _ in range(together.parties)]

    def work(mirror: Mirror) -> None:
        together.wait(10)
        mirror.sync()

    threads = [Thread(target=work, args=(mirror,)) for mirror in mirrors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert there.holds() == files
    assert "model not fetched" not in messages(caplog)


def test_what_has_no_room_stays_away(files: dict[str, bytes], there: Machine, caplog: pytest.LogCaptureFixture) -> None:
    needed = sum(map(len, files.values()))
    there.mirror(room=needed - 1).sync()
    assert there.holds() == {}
    assert "model not fetched" in messages(caplog)

    there.mirror(room=needed).sync()
    assert there.holds() == files


def test_what_was_withdrawn_goes_everywhere_and_can_come_back(
    files: dict[str, bytes], tmp_path: Path, here: Machine, there: Machine
) -> None:
    elsewhere = there.mirror()
    elsewhere.sync()

    here.mirror().withdraw("tiny", "2")
    assert here.holds() == {}
    elsewhere.sync()
    assert there.holds() == files, "another worker may just be publishing it"
    elsewhere.sync()
    assert there.holds() == {}

    here.mirror().publish("tiny", "2", version(tmp_path / "again"))
    elsewhere.sync()
    assert there.holds() == files


def test_an_entry_names_plain_files_and_one_manifest(tmp_path: Path) -> None:
    folder = version(tmp_path)
    (folder / ".hidden").write_bytes(b"")
    with pytest.raises(ValueError, match="hidden"):
        StoredVersion.of("tiny", "2", folder)
    (folder / ".hidden").unlink()
    (folder / "model.yaml").unlink()
    with pytest.raises(ValueError, match=r"one model\.yaml"):
        StoredVersion.of("tiny", "2", folder)
    shutil.rmtree(folder)
