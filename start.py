"""Start AMHP Desktop from a fresh copy of its source: prepare what it needs, then show it or test it."""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
OUT = ROOT / "out" / "demonstration"
LOCKS = {"run": ("requirements.lock",), "test": ("requirements.lock", "requirements-test.lock")}

DRAWING = {  # library that Qt loads: the Debian package that holds it
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOWING = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
CLUSTER_SETTINGS = Path("/etc/postgresql-common/createcluster.conf")

USAGE = """\
python3 start.py [options of the demonstration]   prepare, then show the demonstration
python3 start.py test [options of pytest]         prepare, then run the tests (two at a time)

Without a display the demonstration drives the same journey off screen and leaves
its printed forms and pictures in out/demonstration.
"""


class CannotStart(Exception):
    """Something is missing that only the reader can put right; the message says what to do."""


class Clock:
    """Say what is being done, with the seconds since the start."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def say(self, words: str) -> None:
        """Print one line of progress."""
        print(f"[{time.monotonic() - self._began:4.0f} s] {words}", flush=True)


def has_display() -> bool:
    """Tell whether a window could be seen."""
    if WINDOWS or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# --- what the operating system must bring ---------------------------------------------------------


def loads(library: str) -> bool:
    """Tell whether the dynamic loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def server_binaries_exist() -> bool:
    """Tell whether PostgreSQL's server can be run, asking pg_config as the tests do."""
    if not shutil.which("pg_config"):
        return False
    answer = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False)
    return Path(answer.stdout.strip(), "initdb").exists()


def missing_packages(purpose: str) -> list[str]:
    """List the Debian packages that this Linux machine lacks for a purpose."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    if not usable_python() and importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    wanted = {**DRAWING, **(WINDOWING if has_display() else {})}
    missing += [package for library, package in wanted.items() if not loads(library)]
    if purpose == "test" and not server_binaries_exist():
        missing.append("postgresql")
    return missing


def install_packages(packages: list[str], clock: Clock) -> None:
    """Install Debian packages, or say which command would."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise CannotStart(
            "This machine lacks system packages (named as on Debian). Run this once, then start again:\n"
            f"  sudo {shlex.join(install)}"
        )
    if "postgresql" in packages and not CLUSTER_SETTINGS.exists():
        # Debian would otherwise make a database cluster and start it; the tests run their own.
        CLUSTER_SETTINGS.parent.mkdir(parents=True, exist_ok=True)
        CLUSTER_SETTINGS.write_text("create_main_cluster = false\n", encoding="utf-8")
    clock.say(f"Installing system packages: {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], install):
        follow(command, clock, announce=("Unpacking ", "Setting up "), environment=environment)


# --- the Python environment -----------------------------------------------------------------------


def venv_python() -> Path:
    """Give the environment's own interpreter."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def usable_python() -> bool:
    """Tell whether the environment exists and its interpreter still starts and has pip."""
    if not venv_python().exists():
        return False
    check = [str(venv_python()), "-c", "import pip"]
    return subprocess.run(check, capture_output=True, check=False).returncode == 0


def lock_stamp(purpose: str) -> str:
    """Give the fingerprint of the locks that an environment is made from."""
    return hashlib.sha256(b"".join((ROOT / lock).read_bytes() for lock in LOCKS[purpose])).hexdigest()


def is_current(purpose: str) -> bool:
    """Tell whether the environment already holds what the lock asks for."""
    stamp = VENV / f"{purpose}.stamp"
    return usable_python() and stamp.exists() and stamp.read_text(encoding="utf-8") == lock_stamp(purpose)


def prepare_environment(purpose: str, clock: Clock) -> None:
    """Make the environment from the lock, or leave it alone when it is up to date."""
    if is_current(purpose):
        return
    try:
        if not usable_python():
            clock.say("Making the Python environment in .venv")
            follow([sys.executable, "-m", "venv", "--clear", str(VENV)], clock)
        locks = [ROOT / lock for lock in LOCKS[purpose]]
        count = sum(lock.read_text(encoding="utf-8").count("==") for lock in locks)
        clock.say(f"Installing {count} locked packages (about 150 MB to fetch the first time)")
        options = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check"]
        pip = [str(venv_python()), "-m", "pip", "install", "--progress-bar", "off", *options]
        pip += [option for lock in locks for option in ("-r", str(lock))]
        follow(pip, clock, announce=("Collecting ", "Installing collected"))
        for done in ("run", purpose):  # the test locks begin with the run-time one
            (VENV / f"{done}.stamp").write_text(lock_stamp(done), encoding="utf-8")
    except PermissionError as error:
        raise CannotStart(
            f"Cannot write to {error.filename}: start again as the owner of this folder."
        ) from error


def follow(
    command: list[str],
    clock: Clock,
    announce: tuple[str, ...] = (),
    environment: dict[str, str] | None = None,
) -> None:
    """Run a long command, pass on the lines that show its progress, and all of its output if it fails."""
    heard: list[str] = []
    shown = 0.0
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            heard.append(line)
            if line.startswith(announce or ("\0",)) and time.monotonic() - shown >= 2:
                shown = time.monotonic()
                clock.say("  " + line.split(" (")[0].strip()[:90])
    if process.returncode != 0:
        sys.stdout.writelines(heard[-60:])
        raise CannotStart(f"This command failed (its output stands above):\n  {shlex.join(command)}")


# --- the two things it does -----------------------------------------------------------------------


def run(arguments: list[str], environment: dict[str, str] | None = None) -> int:
    """Run Python in the environment, on this terminal, and pass its exit code on."""
    command = [str(venv_python()), *arguments]
    return subprocess.call(command, cwd=ROOT, env={**os.environ, **(environment or {})})


def prepare(purpose: str) -> Clock:
    """Bring machine and environment into the state the purpose needs."""
    clock = Clock()
    packages = missing_packages(purpose)
    if packages:
        install_packages(packages, clock)
    prepare_environment(purpose, clock)
    return clock


def show(arguments: list[str]) -> int:
    """Run the demonstration: a window where there is a display, the same journey off screen elsewhere."""
    clock = prepare("run")
    if has_display():
        clock.say("Opening the demonstration")
        return run(["-m", "amhp_desktop", "demo", *arguments])
    OUT.mkdir(parents=True, exist_ok=True)
    clock.say(f"No display here: running the demonstration off screen; its papers and pictures go to {OUT}")
    off_screen = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    return run(["-m", "amhp_desktop", "demo", "--off-screen", "--out", str(OUT), *arguments], off_screen)


def test(arguments: list[str]) -> int:
    """Run the tests on two processes, unless the arguments say otherwise."""
    clock = prepare("test")
    clock.say("Running the tests")
    return run(["-m", "pytest", "-n", "2", *arguments])


def main() -> int:
    """Do what the command line asks; 2 means that something must be put right first."""
    if sys.version_info < (3, 11):
        print(f"AMHP Desktop needs Python 3.11 or later; this is {sys.version.split()[0]}.")
        return 2
    arguments = sys.argv[1:]
    if arguments[:1] in (["-h"], ["--help"], ["help"]):
        print(USAGE, end="")
        return 0
    try:
        return test(arguments[1:]) if arguments[:1] == ["test"] else show(arguments)
    except CannotStart as trouble:
        print(trouble, flush=True)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
