"""Every variable read from the environment, typed, in one place; a wrong value stops the start with its name."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from environs import Env, ValidationError, validate

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)

# Where the instance keeps what it writes: database, media, collected files, mail, logs.
VAR_DIR = Path(env.str("PORTAL_VAR_DIR", str(BASE_DIR / "var"))).resolve()
SECRET_KEY: str = env.str("SECRET_KEY", "")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
BASE_URL: str = env.str("BASE_URL", "http://127.0.0.1:8000")
# Measured: a page takes 90 kB with its compressed forms, so this holds the 350 most read ones in each worker.
KEPT_ANSWERS_MB: int = env.int("KEPT_ANSWERS_MB", 32)
DATABASE_URL: str = env.str("DATABASE_URL", "")


def _server_addresses(addresses: list[str]) -> None:
    for parts in map(urlsplit, addresses):
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.path.strip("/"):
            raise ValidationError(
                "donnez l’adresse de chaque nœud, séparées par des virgules, par exemple https://es1.example.org:9200,"
                " sans chemin ni mot de passe (voir ELASTICSEARCH_USER et ELASTICSEARCH_PASSWORD)."
            )


def _readable_file(path: str) -> None:
    if path and not Path(path).is_file():
        raise ValidationError(f"le fichier {path} n’existe pas.")


def _index_name(name: str) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", name):
        raise ValidationError("donnez un nom en minuscules, chiffres et tirets.")


def _alone(key: str) -> None:
    if key and ELASTICSEARCH_USER:
        raise ValidationError("donnez une clé d’API, ou un compte et son mot de passe, pas les deux.")


# The nodes of a server that answers questions in place of the database; none by default. See docs/operations.md.
ELASTICSEARCH_URL: list[str] = env.list("ELASTICSEARCH_URL", [], validate=_server_addresses)
ELASTICSEARCH_CA: str = env.str("ELASTICSEARCH_CA", "", validate=_readable_file)
ELASTICSEARCH_USER: str = env.str("ELASTICSEARCH_USER", "")
ELASTICSEARCH_PASSWORD: str = env.str("ELASTICSEARCH_PASSWORD", "")
ELASTICSEARCH_API_KEY: str = env.str("ELASTICSEARCH_API_KEY", "", validate=_alone)
ELASTICSEARCH_INDEX: str = env.str("ELASTICSEARCH_INDEX", "portail", validate=_index_name)


def second_factor_required(default: str) -> bool:
    """Whether administrators must have one; `default` is « required » or « offered »."""
    return env.str("ADMIN_SECOND_FACTOR", default, validate=validate.OneOf(("required", "offered"))) == "required"
