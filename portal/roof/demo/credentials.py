"""The first logins of the demo, one for each role: random passwords, printed once, kept in one private file."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.crypto import get_random_string

from portal.roof.signing_in.roles import ADMINISTRATOR, CONTRIBUTOR, EDITOR, PUBLISHER, ensure_group

FILE_NAME = "identifiants.txt"
EASY_TO_COPY = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter that looks like a figure


def password() -> str:
    return get_random_string(16, EASY_TO_COPY)


# Name, what it is for, role, how it is called; the first is the one that is shown first.
ACCOUNTS = (
    ("editrice", "écrire et publier", EDITOR, "Éditrice"),
    ("contributrice", "proposer un texte", CONTRIBUTOR, "Contributrice"),
    ("responsable", "relire et publier", PUBLISHER, "Responsable de publication"),
    ("administration", "tout régler", ADMINISTRATOR, "Administratrice"),
)


def ensure_accounts() -> str | None:
    """Make one account a role, once. Returns the text to show then, None when some exist."""
    users = get_user_model()
    if users.objects.filter(username__in=[name for name, *_rest in ACCOUNTS]).exists():
        return None
    lines = []
    for name, purpose, role, called in ACCOUNTS:
        word = password()
        fields = {"first_name": called, "last_name": "(exemple fictif)", "is_superuser": role.administers}
        user = users.objects.create_user(name, f"{name}@exemple.fr", word, **fields)
        user.groups.add(ensure_group(role))
        lines.append(f"{purpose} : {name} / {word}\n")
    text = "".join(lines)
    path = credentials_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(text, encoding="utf-8")
    return text


def credentials_file() -> Path:
    return Path(settings.VAR_DIR) / FILE_NAME
