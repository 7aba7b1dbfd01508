"""The first two logins of the demo: random passwords, printed once, kept in one private file."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.crypto import get_random_string

from portal.roof.demo.loaders.accounts import ensure_editors_group

FILE_NAME = "identifiants.txt"
EASY_TO_COPY = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter that looks like a figure


def password() -> str:
    return get_random_string(16, EASY_TO_COPY)


def ensure_accounts() -> str | None:
    """Make the editor and the administrator once. Returns the text to show then, None when they exist."""
    users = get_user_model()
    if users.objects.filter(username__in=["editrice", "administration"]).exists():
        return None
    editor_word, admin_word = password(), password()
    editor = users.objects.create_user("editrice", "editrice@exemple.fr", editor_word, last_name="Exemple")
    editor.groups.add(ensure_editors_group())
    users.objects.create_superuser("administration", "administration@exemple.fr", admin_word, last_name="Exemple")
    text = f"écrire et publier : editrice / {editor_word}\ntout régler :        administration / {admin_word}\n"
    path = credentials_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(text, encoding="utf-8")
    return text


def credentials_file() -> Path:
    return Path(settings.VAR_DIR) / FILE_NAME
