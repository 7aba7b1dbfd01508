"""The families of blocks: the headings of the admin's picker, the pages of the pattern library."""

from django.utils.translation import gettext_lazy as _

TEXT = _("Texte")
EMPHASIS = _("Mettre en avant")
MEDIA = _("Images, vidéos, documents")
LAYOUT = _("Mise en page")
NETWORK = _("Lieux, dates et lectures")

# By the word of their address.
FAMILIES = {"texte": TEXT, "mettre-en-avant": EMPHASIS, "medias": MEDIA, "mise-en-page": LAYOUT, "reseau": NETWORK}
