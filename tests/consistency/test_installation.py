"""`requirements/install.py` in an empty environment, against a small index of wheels made here: no network.

The lock holds `asked` 1.0; the index also has 1.1, and `asking` wants `asked[more]`. An old pip that is left to resolve
takes 1.1 and refuses it for want of a hash: this happened the day a dependency of the real lock was released again.
"""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.consistency.source_files import PROJECT

# Python 3.12 cannot run the oldest pip of the README any more: there, the one that Python brings is the oldest.
OLDEST_PIP = sorted((PROJECT / "var/judges").glob("pip-*.whl")) if sys.version_info < (3, 12) else []


def wheel(folder: Path, name: str, version: str, *metadata: str) -> Path:
    """A wheel with one empty module and these lines of metadata."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": "",
        f"{info}/METADATA": "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *metadata, ""]),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = []
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record.append(f"{path},sha256={digest},{len(text.encode())}")
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""])
    made = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return made


def locked(*wheels: Path) -> str:
    lines = []
    for made in wheels:
        name, version = made.name.split("-")[:2]
        lines.append(f"{name}=={version} --hash=sha256:{hashlib.sha256(made.read_bytes()).hexdigest()}")
    return "\n".join(lines) + "\n"


class Machine:
    """A copy of the installer with its own lock, environment and index."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.index = folder / "project", folder / "index"
        self.index.mkdir(parents=True)
        (self.folder / "requirements").mkdir(parents=True)
        shutil.copy(PROJECT / "requirements/install.py", self.folder / "requirements")
        (self.folder / "requirements/dev.txt").write_text("# not installed\n")
        # The person's own configuration of pip must not bring the real index in.
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        self.environment = {
            **kept, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.index), "PIP_CONFIG_FILE": os.devnull,
        }  # fmt: skip
        self.python = self.folder / ".venv/bin/python"

    def prepare(self) -> None:
        """An empty environment with the oldest pip; the installer would make one with the pip that Python brings."""
        if OLDEST_PIP:
            subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(self.folder / ".venv")], check=True)
            pip = OLDEST_PIP[-1]
            subprocess.run([str(self.python), f"{pip}/pip", "install", "--quiet", "--no-index", str(pip)], check=True)

    def write_lock(self, text: str) -> Path:
        lock = self.folder / "requirements/base.txt"
        lock.write_text(text)
        return lock

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def install(self) -> "subprocess.CompletedProcess[str]":
        return self.run(sys.executable, str(self.folder / "requirements/install.py"), "base")


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    if sys.version_info < (3, 12) and not OLDEST_PIP:
        reason = "the oldest pip is missing: run tests/judges/install.sh"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    machine = Machine(tmp_path_factory.mktemp("machine"))
    machine.prepare()
    yield machine


def test_a_newer_release_of_a_dependency_changes_nothing(machine: Machine) -> None:
    old = wheel(machine.index, "asked", "1.0", "Provides-Extra: more")
    wheel(machine.index, "asked", "1.1", "Provides-Extra: more")
    asking = wheel(machine.index, "asking", "1.0", "Requires-Dist: asked[more] (>=0.9)")
    lock = machine.write_lock(locked(asking, old))
    if OLDEST_PIP:
        # What was done before, and what this test is about: it must still fail, or nothing is tested here.
        resolved = machine.run(str(machine.python), "-m", "pip", "install", "--require-hashes", "-r", str(lock))
        assert resolved.returncode and "asked[more]" in resolved.stderr
    done = machine.install()
    assert done.returncode == 0, done.stdout + done.stderr
    listed = machine.run(str(machine.python), "-m", "pip", "list").stdout
    assert "asked" in listed and "1.0" in listed and "1.1" not in listed
    # A second call has nothing to do.
    assert machine.install().stdout == ""


def test_a_lock_that_lacks_something_is_refused(machine: Machine) -> None:
    lonely = wheel(machine.index, "lonely", "1.0", "Requires-Dist: nobody_has_it")
    machine.write_lock(locked(lonely))
    done = machine.install()
    assert done.returncode
    assert "« lonely 1.0 requires nobody" in done.stderr.replace("-", "_")
    machine.run(str(machine.python), "-m", "pip", "uninstall", "--yes", "lonely")


def test_the_message_is_pips_own_last_line(machine: Machine) -> None:
    machine.write_lock("absent==3.1 --hash=sha256:" + "0" * 64 + "\n")
    done = machine.install()
    assert done.returncode
    assert "« ERROR: No matching distribution found for absent==3.1 »" in done.stderr
    assert "internet" not in done.stderr
