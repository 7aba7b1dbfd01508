"""Every variable read from the environment, typed, in one place; a wrong value stops the start with its name."""

from pathlib import Path

from environs import Env, validate

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


def second_factor_required(default: str) -> bool:
    """Whether administrators must have one; `default` is « required » or « offered »."""
    return env.str("ADMIN_SECOND_FACTOR", default, validate=validate.OneOf(("required", "offered"))) == "required"
