"""Where a database may not lie: on another machine's disk or in a folder that a program synchronises."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from amhp_desktop.storage.local.troubles import UnsafePlace

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = frozenset({
    "afs", "ceph", "cifs", "coda", "davfs", "fuse.ceph", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse",
    "fuse.onedrive", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "glusterfs", "ncpfs", "nfs", "nfs4", "smb3",
    "smbfs",
})  # fmt: skip
_SYNCHRONISED = {
    "onedrive": "OneDrive", "dropbox": "Dropbox", "google drive": "Google Drive",
    "googledrive": "Google Drive", "my drive": "Google Drive", "icloud drive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "nextcloud": "Nextcloud", "owncloud": "ownCloud",
}  # fmt: skip
_DRIVE_REMOTE = 4


def refuse_unsafe_place(
    database: Path, *, mounts: str | None = None, environment: Mapping[str, str] = os.environ
) -> None:
    """Raise UnsafePlace where SQLite's WAL would be damaged (needs shared memory and a single machine).

    ``mounts`` is the text of mountinfo(5), read from the system if not given; on systems without it only
    synchronised folders and Windows' network drives are noticed.
    """
    path = database.absolute().resolve()
    service = _synchronised_by(path, environment)
    if service:
        raise UnsafePlace(f"in a folder of {service}")
    if _is_on_network(path, _mounts_here() if mounts is None else mounts):
        raise UnsafePlace("on a network drive")


def _synchronised_by(path: Path, environment: Mapping[str, str]) -> str | None:
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        root = environment.get(name)
        if root and path.is_relative_to(Path(root)):
            return "OneDrive"
    for part in path.parent.parts:
        for prefix, service in _SYNCHRONISED.items():
            # “OneDrive - Some Trust”, “Dropbox (Personal)”, but not “dropbox-tests”
            if part.casefold() == prefix or part.casefold().startswith((f"{prefix} -", f"{prefix} (")):
                return service
    return None


def _mounts_here() -> str:
    return _MOUNTS.read_text("utf-8", "replace") if _MOUNTS.exists() else ""


def _is_on_network(path: Path, mounts: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        return (
            str(path).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _DRIVE_REMOTE
        )
    longest, kind = -1, ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = Path(fields[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        # a later line hides an earlier one on the same place
        if path.is_relative_to(point) and len(point.parts) >= longest:
            longest, kind = len(point.parts), after.split(" ")[0]
    return kind in _NETWORK
