"""Makes the virtual environment and installs one lock file in it, only when something changed.

Run by make with whatever `python3` the machine has, so it uses nothing but an old standard library, and says in one
sentence what is missing. Usage: python3 requirements/install.py base|dev
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
    # The development lock holds everything of the base one.
    return os.path.exists(stamp(name)) or (name == "base" and os.path.exists(stamp("dev")))


def install(name):
    if not os.path.exists(PYTHON) or subprocess.call([PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL):
        print("Création de l’environnement Python…", flush=True)
        if subprocess.call([sys.executable, "-m", "venv", ENVIRONMENT]):
            stop("L’environnement .venv n’a pas pu être créé : effacez le dossier .venv, puis recommencez.")
    print("Installation des bibliothèques (%s), une minute environ…" % name, flush=True)
    lock = os.path.join(FOLDER, name + ".txt")
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if subprocess.call([*command, "--require-hashes", "-r", lock]):
        stop("L’installation a échoué : vérifiez la connexion à internet, puis relancez la même commande.")
    with open(stamp(name), "w"):
        pass


if __name__ == "__main__":
    check_machine()
    if not installed(sys.argv[1]):
        install(sys.argv[1])
