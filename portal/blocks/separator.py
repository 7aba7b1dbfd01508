from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StaticBlock

from portal.blocks.families import LAYOUT
from portal.blocks.sample import Sampled


class SeparatorBlock(Sampled, StaticBlock):
    class Meta:
        icon = "horizontalrule"
        group = LAYOUT
        label = _("Séparation")
        admin_text = _("Une vague entre deux sujets.")
        template = "blocks/separator.html"
        description = _("Une vague entre deux sujets que rien ne relie. Un titre dit mieux où l’on est.")

    def sample(self) -> Mapping[str, Any]:
        return {}
