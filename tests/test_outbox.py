import errno
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lettergen.errors import InputError
from lettergen.model.letters import LetterRef
from lettergen.model.sendings import Channel
from lettergen.outbox import Outbox, safe_name

REF = LetterRef("AP19", "7F3K")
OTHER = LetterRef("AP19", "0001")


@pytest.fixture
def outbox(tmp_path):
    return Outbox(tmp_path / "outbox")


def test_each_kind_of_file_has_a_folder_of_its_own(outbox, tmp_path):
    paths = [
        outbox.email_pdf("anna", REF),
        outbox.post_pdf("anna", REF),
        outbox.eml("anna", REF),
        outbox.preview("anna", REF, Channel.POST),
        outbox.proof(1),
        outbox.batch("2026-11-24-1", "pdf"),
    ]
    assert [str(path.relative_to(tmp_path / "outbox")).replace(os.sep, "/") for path in paths] == [
        "email/anna-AP19-7F3K.pdf",
        "post/anna-AP19-7F3K.pdf",
        "eml/anna-AP19-7F3K.eml",
        "preview/anna-AP19-7F3K-post.pdf",
        "proof/proof-1.pdf",
        "batches/batch-2026-11-24-1.pdf",
    ]


def test_keys_that_differ_in_case_alone_have_files_that_differ_in_more(outbox):
    one, two = outbox.eml("anna", REF), outbox.eml("ANNA", OTHER)
    assert one.name.casefold() != two.name.casefold()


@pytest.mark.parametrize(
    "key",
    ["../../etc/passwd", "a/b", "a\\b", "C:evil", "", ".", "..", "x\0y", "a b", "name.", "é" * 300, "\ud800"],
)
def test_no_key_leads_out_of_the_folder(outbox, tmp_path, key):
    path = outbox.email_pdf(key, REF)
    assert path.parent == tmp_path / "outbox" / "email"
    assert len(path.name.encode()) < 200
    outbox.write(path, b"x")
    assert outbox.read(path) == b"x"


@pytest.mark.parametrize("name", ["CON", "nul", "Aux", "com1", "LPT9"])
def test_names_of_windows_devices_are_changed(name):
    assert safe_name(name) != name


def test_a_key_keeps_its_own_letters(outbox):
    assert safe_name("siân_berry-2") == "siân_berry-2"


@given(st.text(), st.text())
def test_different_keys_have_different_names(one, two):
    assert (safe_name(one) == safe_name(two)) == (one == two)


def test_a_key_typed_in_two_unicode_ways_is_two_names_that_no_file_system_takes_for_one():
    composed, decomposed = "Si\u00e2n", "Sia\u0302n"
    assert safe_name(composed) == composed
    assert safe_name(decomposed).startswith(composed + "-")


def test_a_file_with_the_same_bytes_is_not_written_again(outbox):
    path = outbox.eml("anna", REF)
    outbox.write(path, b"one")
    os.utime(path, (0, 0))
    outbox.write(path, b"one")
    assert path.stat().st_mtime == 0
    outbox.write(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mtime > 0


def test_a_file_that_is_not_there_reads_as_none(outbox):
    assert outbox.read(outbox.eml("nobody", REF)) is None


def test_a_write_that_fails_leaves_the_old_file_and_no_other(outbox, monkeypatch):
    path = outbox.eml("anna", REF)
    outbox.write(path, b"old")

    def full(_self, _data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match=r"anna-AP19-7F3K\.eml: no space left on device\. Make room"):
        outbox.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_a_path_from_elsewhere_is_refused(outbox, tmp_path):
    with pytest.raises(ValueError, match="outside"):
        outbox.write(tmp_path / "elsewhere", b"")


def test_a_folder_in_the_place_of_a_file_is_a_clear_error(outbox):
    path = outbox.eml("anna", REF)
    path.mkdir(parents=True)
    with pytest.raises(InputError, match="directory"):
        outbox.write(path, b"x")
    with pytest.raises(InputError, match="directory"):
        outbox.read(path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_folder_that_may_not_be_written_to_is_a_clear_error(outbox, tmp_path):
    (tmp_path / "outbox").mkdir(mode=0o500)
    with pytest.raises(InputError, match="permissions"):
        outbox.write(outbox.eml("anna", REF), b"x")


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0 or not shutil.which("mount"), reason="needs root to mount"
)
def test_a_full_disk_is_a_clear_error(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"cannot mount a small disk: {mounted.stderr.decode().strip()}")
    try:
        outbox = Outbox(disk)
        with pytest.raises(InputError, match="no space left on device"):
            outbox.write(outbox.eml("anna", REF), b"x" * 200_000)
        assert not list(disk.rglob("*.part"))
    finally:
        subprocess.run(["umount", disk], check=True)
