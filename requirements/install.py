"""Makes the virtual environment and installs one lock file in it, only when something changed.

Run by make with whatever `python3` the machine has, so it uses nothing but an old standard library, and says in one
sentence what is missing. Usage: python3 requirements/install.py base|pdf|dev
"""

import hashlib
import os
import subprocess
import sys

MINIMUM = (3, 11)
FOLDER = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(FOLDER)
ENVIRONMENT = os.path.join(PROJECT, ".venv")
PYTHON = os.path.join(ENVIRONMENT, "bin", "python")


def stop(sentence):
    """End with one sentence that a person can act on."""
    sys.stderr.write("\n" + sentence + "\n\n")
    sys.exit(1)


def check_machine():
    if sys.version_info < MINIMUM:
        stop(
            "Il faut Python %d.%d ou plus récent, celui-ci est Python %d.%d : essayez « make demo PYTHON=python3.12 »."
            % (MINIMUM + tuple(sys.version_info[:2]))
        )
    try:
        import ensurepip  # noqa: F401 - Debian and Ubuntu ship `venv` without it
        import venv  # noqa: F401
    except ImportError:
        stop("Le module venv de Python manque : sur Debian ou Ubuntu, lancez « sudo apt install python3-venv ».")
    probe = os.path.join(PROJECT, ".ecriture-possible")
    try:
        with open(probe, "w"):
            pass
        os.remove(probe)
    except OSError:
        stop("Le dossier %s est en lecture seule : copiez le projet dans un dossier où vous pouvez écrire." % PROJECT)


def stamp(name):
    """The file that says « this very lock is installed »: it changes with the lock and with Python."""
    with open(os.path.join(FOLDER, name + ".txt"), "rb") as lock:
        digest = hashlib.sha256(lock.read() + sys.version.encode()).hexdigest()
    return os.path.join(ENVIRONMENT, "%s-%s.installed" % (name, digest[:16]))


def installed(name):
    # The development lock holds everything of the two others.
    return os.path.exists(stamp(name)) or (name != "dev" and os.path.exists(stamp("dev")))


def what_went_wrong(command):
    """Run it; show what it says. Its own last line when it fails, nothing when all is well."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = []
    for line in process.stdout:
        text = line.decode("utf-8", "replace").rstrip()
        lines += [text] if text else []
    if process.wait() == 0:
        return ""
    sys.stderr.write("\n".join(lines) + "\n")
    return lines[-1] if lines else "pip %s, code %d" % (command[-1], process.returncode)


def install(name):
    if not os.path.exists(PYTHON) or subprocess.call([PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL):
        print("Création de l’environnement Python…", flush=True)
        if subprocess.call([sys.executable, "-m", "venv", ENVIRONMENT]):
            stop("L’environnement .venv n’a pas pu être créé : effacez le dossier .venv, puis recommencez.")
    print("Installation des bibliothèques (%s), une minute environ…" % name, flush=True)
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    lock = os.path.join(FOLDER, name + ".txt")
    # The lock is complete, so pip has nothing to resolve: asked to, an old one (23.2.1, which Python 3.11 brings) takes
    # the newest release for a dependency written with an extra (`coverage[toml]`), and refuses it for want of a hash.
    command = [*pip, "install", "--quiet", "--no-deps", "--require-hashes", "-r", lock]
    # `check` then says whether anything was missing after all.
    for step in (command, [*pip, "check"]):
        said = what_went_wrong(step)
        if said:
            stop("L’installation a échoué : « %s ». Voyez le message complet ci-dessus." % said)
    with open(stamp(name), "w"):
        pass


if __name__ == "__main__":
    check_machine()
    if not installed(sys.argv[1]):
        install(sys.argv[1])
