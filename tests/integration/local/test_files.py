"""Small files are written whole or not at all, and one process at a time changes them."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from amhp_desktop.storage.local.files import (
    alone_with,
    create_privately,
    make_private_folder,
    trouble_of_writing,
    write_atomically,
)
from amhp_desktop.storage.local.troubles import (
    DatabaseBusy,
    DatabaseDamaged,
    DiskFull,
    FileRefused,
    KeyDoesNotFit,
    trouble_from,
)

ROOT = Path(__file__).parents[3]


def test_a_file_that_cannot_be_replaced_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "amhp.db.keys"
    write_atomically(path, b"first", "The key file")
    program = (
        "import resource, sys; from pathlib import Path\n"
        "from amhp_desktop.storage.local.files import write_atomically\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_atomically(Path(sys.argv[1]), bytes(5000), 'The key file')\n"
        "except Exception as error: print(type(error).__name__, error.kept)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "DiskFull Everything saved before is kept."
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(FileRefused, match="The key file"):
        write_atomically(tmp_path / "nowhere" / "keys", b"", "The key file")
    with pytest.raises(FileRefused):
        create_privately(tmp_path / "nowhere" / "amhp.db")
    with pytest.raises(FileRefused):
        make_private_folder(file / "below")
    with pytest.raises(FileRefused), alone_with(tmp_path / "nowhere" / "keys"):
        pass


def test_two_processes_do_not_change_the_same_file_at_once(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    program = (
        "import sys; from pathlib import Path\n"
        "from amhp_desktop.storage.local.files import alone_with, write_atomically\n"
        "path = Path(sys.argv[1])\n"
        "for _ in range(40):\n"
        "    with alone_with(path):\n"
        "        write_atomically(path, str(int(path.read_text()) + 1).encode(), 'It')\n"
    )
    children = [subprocess.Popen([sys.executable, "-c", program, counter], cwd=ROOT) for _ in range(3)]
    assert [child.wait(60) for child in children] == [0, 0, 0]
    assert counter.read_text() == "120"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_every_kind_of_full_disk_is_called_full(number: int) -> None:
    assert isinstance(trouble_of_writing(OSError(number, ""), "It"), DiskFull)
    assert isinstance(trouble_of_writing(OSError(errno.EACCES, ""), "It"), FileRefused)


@pytest.mark.parametrize(
    ("words", "trouble"),
    [
        ("database or disk is full", DiskFull),
        ("database is locked", DatabaseBusy),
        ("file is not a database", KeyDoesNotFit),
        ("database disk image is malformed", DatabaseDamaged),
        ("disk I/O error", FileRefused),
        ("attempt to write a readonly database", FileRefused),
        ("unable to open database file", FileRefused),
    ],
)
def test_what_the_driver_says_becomes_a_sentence(words: str, trouble: type[Exception]) -> None:
    assert type(trouble_from(RuntimeError(words))) is trouble
