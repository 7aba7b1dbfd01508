from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock


class PictogramChoiceBlock(ChoiceBlock):
    """A pictogram of the portal; each stands next to its words."""

    choices = [
        ("file-pen-line", _("formulaire")),
        ("smartphone", _("téléphone")),
        ("laptop", _("ordinateur")),
        ("briefcase", _("emploi")),
        ("shield-alert", _("bouclier")),
        ("hand-coins", _("monnaie")),
        ("id-card", _("carte d’identité")),
        ("heart-pulse", _("santé")),
        ("users", _("famille")),
        ("printer", _("imprimante")),
        ("send", _("message")),
        ("calendar-plus", _("agenda")),
        ("map-pin", _("lieu")),
        ("phone", _("appel")),
        ("book-open", _("livre")),
    ]
