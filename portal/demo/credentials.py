"""The first two logins of the demo: random passwords, printed once, kept in one private file."""

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model

from portal.demo.loaders.accounts import ensure_editors_group

# Short common words: easy to copy by hand. Four of them and two digits make 2 × 10^9 possibilities, plenty for a server that only this machine can reach.
WORDS = [
    "abeille",
    "agneau",
    "ardoise",
    "averse",
    "balcon",
    "barque",
    "bouleau",
    "bruyere",
    "cabane",
    "cerise",
    "chemin",
    "cigale",
    "colline",
    "coquille",
    "cresson",
    "dauphin",
    "ecluse",
    "epicea",
    "falaise",
    "fougere",
    "galet",
    "garrigue",
    "genet",
    "girolle",
    "grenier",
    "grillon",
    "hameau",
    "hirondelle",
    "jardin",
    "jonquille",
    "lavande",
    "lisiere",
    "loutre",
    "luciole",
    "marais",
    "marronnier",
    "mesange",
    "moulin",
    "muguet",
    "noisette",
    "ormeau",
    "palombe",
    "passerelle",
    "peuplier",
    "platane",
    "prairie",
    "prune",
    "quai",
    "rivage",
    "romarin",
    "roseau",
    "ruche",
    "sabline",
    "saule",
    "sentier",
    "sillon",
    "sureau",
    "tilleul",
    "tournesol",
    "truffe",
    "verger",
    "vigne",
    "violette",
]
FILE_NAME = "identifiants.txt"


def password() -> str:
    return "-".join([*(secrets.choice(WORDS) for _ in range(4)), str(secrets.randbelow(90) + 10)])


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
