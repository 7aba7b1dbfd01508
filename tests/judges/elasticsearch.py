"""A real Elasticsearch server of this machine, that lives as long as who asked for it.

Usage: python -m tests.judges.elasticsearch [port] (make elasticsearch): in the foreground, until Ctrl+C.

It is the minimal distribution that Elastic publishes for tests of integration, fetched by Maven and kept outside the
project. The server refuses to run as root: root starts it under a user number that owns nothing.
"""

import os
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.running_portal import free_port

VERSION = os.environ.get("ELASTICSEARCH_VERSION", "8.19.8")  # 9 needs Java 21
ARTEFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
NOBODY = 65534
PATIENCE = 180  # seconds; 10 to 15 are usual
HEAP = "-Xms512m -Xmx512m"
# Ready in 9 s rather than 14, and slower later: what tests need.
_FIRST_COMPILER = "-XX:TieredStopAtLevel=1"
QUICK = f"{HEAP} {_FIRST_COMPILER}"


@dataclass(frozen=True)
class Node:
    """`folder` holds its configuration, data and log."""

    url: str
    folder: Path
    process: "subprocess.Popen[bytes]"

    def kill(self) -> None:
        """Like a power cut."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def missing() -> str:
    """What this machine lacks to run a server, in one sentence, or nothing."""
    lacking = [name for name in ("java", "mvn") if shutil.which(name) is None]
    return f"Elasticsearch demande {' et '.join(lacking)} (tests/judges/install.sh)" if lacking else ""


def distribution() -> Path:
    """The folder of the unpacked server, fetched the first time (98 MB). RuntimeError when it cannot be had."""
    # Whoever the server runs as must be able to read it, which nobody can under the home of root.
    caches = Path("/var/cache") if os.geteuid() == 0 else Path.home() / ".cache"
    cache = caches / "portal-judges"
    unpacked = cache / f"elasticsearch-{VERSION}"
    if not unpacked.is_dir():
        if reason := missing():
            raise RuntimeError(reason)
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            fetch = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={ARTEFACT}", f"-DoutputDirectory={scratch}"]
            done = subprocess.run(fetch, capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(f"Elasticsearch cannot be fetched: {done.stdout[-2000:]}")
            _unpack(next(Path(scratch).glob("*.zip")), Path(scratch) / "unpacked")
            # In one step: sessions of tests run side by side.
            try:
                (Path(scratch) / "unpacked" / unpacked.name).rename(unpacked)
            except OSError:
                if not unpacked.is_dir():
                    raise
    return unpacked


def _unpack(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
        for entry in packed.infolist():
            if mode := entry.external_attr >> 16:
                (folder / entry.filename).chmod(mode | 0o444)


def require(own: bool = False) -> None:
    """Skips the test in one sentence where no server can be had (one of its `own`); fails it when CI=true."""
    if (own or not os.environ.get("ELASTICSEARCH_URL")) and (reason := missing()):
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@contextmanager
def server() -> Iterator[str]:
    """The address of a server: that of ELASTICSEARCH_URL, which goes on afterwards, or one of this machine."""
    if url := os.environ.get("ELASTICSEARCH_URL"):
        yield url.partition(",")[0]
    else:
        with node() as one:
            yield one.url


@contextmanager
def node(port: int = 0, java: str = QUICK) -> Iterator[Node]:
    """A server of one node that answers on loopback."""
    with prepared() as folder, started(folder, port=port, java=java) as one:
        yield one


@contextmanager
def prepared() -> Iterator[Path]:
    """A folder with the configuration of a node that is not started yet."""
    home = distribution()
    folder = Path(tempfile.mkdtemp(prefix="portal-elasticsearch-"))
    try:
        shutil.copytree(home / "config", folder / "config")
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def started(
    folder: Path,
    settings: Mapping[str, str] = {},
    secrets: Mapping[str, str] = {},
    port: int = 0,
    transport: int = 0,
    java: str = QUICK,
) -> Iterator[Node]:
    """Start the node of that folder, and stop it at the end; what it holds stays there for a next start.

    `settings` are words of its configuration, `secrets` go to its keystore. Certificates are looked up in its folder
    `config`.
    """
    home = distribution()
    port, transport = port or free_port(), transport or free_port()
    environment = {
        **os.environ,
        "HOME": str(folder),
        "ES_JAVA_HOME": str(Path(str(shutil.which("java"))).resolve().parents[1]),
        "ES_PATH_CONF": str(folder / "config"),
        "ES_JAVA_OPTS": java,
        "CLI_JAVA_OPTS": _FIRST_COMPILER,
    }
    words = {
        "network.host": "127.0.0.1",
        "http.port": str(port),
        "transport.port": str(transport),
        "path.data": str(folder / "data"),
        "path.logs": str(folder / "logs"),
        "xpack.security.enabled": "false",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        **({} if "discovery.seed_hosts" in settings else {"discovery.type": "single-node"}),
        **settings,
    }
    _give_away(folder)
    keystore = str(home / "bin" / "elasticsearch-keystore")
    if secrets:
        add = [keystore, "add", "-x", "-f", *secrets]
        lines = "\n".join(secrets.values()).encode()
        subprocess.run(_as_nobody(add), input=lines, env=environment, check=True, capture_output=True)
    command = [str(home / "bin" / "elasticsearch"), *(f"-E{name}={value}" for name, value in words.items())]
    log = folder / "output"
    with log.open("ab") as output:
        process = subprocess.Popen(
            _as_nobody(command),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    scheme = "https" if settings.get("xpack.security.http.ssl.enabled") == "true" else "http"
    url = f"{scheme}://127.0.0.1:{port}"
    try:
        _wait(process, url, log)
        yield Node(url, folder, process)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # nobody reads its data again
            process.wait()


def _wait(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not _ready(url):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"Elasticsearch did not start:\n{log.read_text(errors='replace')[-4000:]}")
        time.sleep(0.1)


def _ready(url: str) -> bool:
    """Whether the cluster says how it is, or that one has to sign in. `GET /` is not in this distribution."""
    anybody = ssl.create_default_context()
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE  # ourselves, on loopback
    try:
        with urllib.request.urlopen(f"{url}/_cluster/health", timeout=5, context=anybody):  # noqa: S310 - loopback
            return True
    except urllib.error.HTTPError as error:
        return error.code == 401
    except OSError:
        return False


def certify(folder: Path, name: str, password: str) -> Path:
    """Write a key for 127.0.0.1 that signs itself into `config/NAME.p12`; give its certificate, a file to trust."""
    keys, certificate = folder / "config" / f"{name}.p12", folder / f"{name}.pem"
    store = ["-keystore", str(keys), "-storetype", "PKCS12", "-storepass", password, "-alias", name]
    generate = [
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        f"CN={name}",
        "-ext",
        "san=ip:127.0.0.1",
        "-ext",
        "bc=ca:true",
    ]
    for command in (generate, ["-exportcert", "-rfc", "-file", str(certificate)]):
        subprocess.run(["keytool", *command, *store], check=True, capture_output=True)
    return certificate


def _give_away(folder: Path) -> None:
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)


def _as_nobody(command: list[str]) -> list[str]:
    if os.geteuid() != 0:
        return command
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--", *command]


def main(words: list[str]) -> int:
    if reason := missing():
        sys.exit(reason)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with node(int(words[0]) if words else 9200, HEAP) as one:
        print(f"Elasticsearch {VERSION} : ELASTICSEARCH_URL={one.url}  (Ctrl+C pour l’arrêter)", flush=True)
        try:
            return one.process.wait()
        except KeyboardInterrupt:
            return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
