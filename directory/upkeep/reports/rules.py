"""What is refused of a report, and in which words; no database is needed."""

import re
from datetime import timedelta

# Nobody reads, chooses and sends in less; a page left open on a telephone until the next day still works.
QUICKEST = timedelta(seconds=1)
OLDEST = timedelta(hours=24)

TOO_QUICK = "C’était très rapide ! Relisez, puis appuyez encore une fois sur « Envoyer »."
TOO_OLD = (
    "Cette page est restée ouverte longtemps. Votre message est toujours là : appuyez encore une fois sur « Envoyer »."
)
UNREADABLE = "Votre message n’est pas parti. Il est toujours là : appuyez encore une fois sur « Envoyer »."
ALREADY = "Un premier message est bien arrivé. Pour envoyer aussi celui-ci, appuyez encore une fois sur « Envoyer »."
TRAPPED = "Un champ caché a été rempli, sans doute par un programme. Appuyez encore une fois sur « Envoyer »."
ELSEWHERE = "Ce message ne venait pas de cette page : il n’a pas été lu. Écrivez-le ici."
SPENT = (
    "Nous avons reçu trop de messages aujourd’hui, celui-ci n’a pas pu être gardé. Réessayez demain, ou appelez-nous."
)
LINKED = "Écrivez sans lien ni adresse de site : un message qui en contient est pris pour de la publicité."

_LINK = re.compile(r"://|\bwww\.|\[(?:url|link)\b|<\s*a\b|\bhref\b", re.IGNORECASE)


def holds_link(sentence: str) -> bool:
    """What advertising holds and an error on a page does not: an address of the web, written whole or as markup."""
    return _LINK.search(sentence) is not None


def why_not_now(age: timedelta) -> str:
    """What to say to who sends a form of this age; "" when nothing is wrong. A clock put back makes it too young."""
    if age < QUICKEST:
        return TOO_QUICK
    return TOO_OLD if age > OLDEST else ""
