"""Videos and sounds, each with its transcript: what is said, for who does not hear or prefers to read (RGAA 4.1)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, RegexBlock, RichTextBlock, StructBlock, URLBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from portal.blocks.data_needs import DataNeeds, NeedsData, data_of
from portal.blocks.families import MEDIA
from portal.blocks.image import IN_TEXT
from portal.blocks.renditions import RENDITIONS, picture
from portal.blocks.sample import Sampled, sample_picture
from portal.words.files import size_words

# Where a video may be: the name of a host, what people call it.
HOSTS = {
    "youtu.be": "YouTube",
    "youtube.com": "YouTube",
    "dailymotion.com": "Dailymotion",
    "dai.ly": "Dailymotion",
    "vimeo.com": "Vimeo",
    "tubes.apps.education.fr": "Tubes",
    "canal-u.tv": "Canal-U",
}
SOUNDS = frozenset({"mp3"})


def host_name(address: str) -> str:
    """What people call the site of a video; nothing for one that is not allowed."""
    parts = urlsplit(address)
    return HOSTS.get((parts.hostname or "").removeprefix("www."), "") if parts.scheme == "https" else ""


def _duration() -> Any:
    return RegexBlock(
        label=gettext_lazy("durée"),
        regex=r"^(\d{1,2} h )?\d{1,3} min( \d{1,2} s)?\Z|^\d{1,2} s\Z",
        required=False,
        error_messages={"invalid": gettext_lazy("Écrivez par exemple « 3 min » ou « 3 min 20 s ».")},
        help_text=gettext_lazy("« 3 min 20 s »."),
    )


def _transcript() -> Any:
    return RichTextBlock(
        label=gettext_lazy("transcription"),
        features=["bold", "ul", "ol", "link"],
        help_text=gettext_lazy("Tout ce qui est dit, et ce qu’on voit quand il faut le voir pour comprendre."),
    )


class VideoBlock(NeedsData, Sampled, StructBlock):
    """A link to the site of the video: nothing is asked of it, and nothing told to it, before a person goes there.

    A frame would need a script to wait for the click, a looser policy, and would set that site's cookies.
    """

    title = CharBlock(label=gettext_lazy("titre"), max_length=150)
    address = URLBlock(
        label=gettext_lazy("adresse de la vidéo"),
        help_text=gettext_lazy("Sur YouTube, Dailymotion, Vimeo, Tubes ou Canal-U."),
    )
    duration = _duration()
    image = ImageChooserBlock(label=gettext_lazy("image"), required=False, help_text=gettext_lazy("Elle décore."))
    transcript = _transcript()

    class Meta:
        icon = "media"
        group = MEDIA
        label = gettext_lazy("Vidéo")
        template = "blocks/video.html"
        description = gettext_lazy(
            "Une image et un lien vers le site de la vidéo. Rien n’est demandé à ce site avant que l’on touche le lien."
        )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not host_name(cleaned["address"]):
            sites = ", ".join(dict.fromkeys(HOSTS.values()))
            message = _("Cette adresse n’est pas celle d’un site de vidéos connu (%(sites)s).") % {"sites": sites}
            raise StructBlockValidationError(block_errors={"address": ValidationError(message)})
        return cleaned

    def data_needs(self, value: Any) -> DataNeeds:
        return {RENDITIONS: [value["image"].pk] if value["image"] else []}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        if value["image"]:
            value["image"].decorative = True
        context["video"] = {
            "title": value["title"],
            "url": value["address"],
            "host": host_name(value["address"]),
            "duration": value["duration"],
            "picture": picture(value["image"], data_of(parent_context), IN_TEXT),
        }
        context["transcript"] = value["transcript"]
        return context

    def sample(self) -> Mapping[str, Any]:
        video = {
            "title": "Se connecter à FranceConnect",
            "url": "#",
            "host": "YouTube",
            "duration": "3 min 20 s",
            "picture": sample_picture(),
        }
        return {"video": video, "transcript": "Bonjour. Nous allons ouvrir le site ensemble."}


class AudioBlock(Sampled, StructBlock):
    """Played by the browser's own player; nothing is loaded before a person touches it."""

    title = CharBlock(label=gettext_lazy("titre"), max_length=150)
    document = DocumentChooserBlock(
        label=gettext_lazy("fichier"), help_text=gettext_lazy("Un enregistrement au format MP3.")
    )
    duration = _duration()
    transcript = _transcript()

    class Meta:
        icon = "media"
        group = MEDIA
        label = gettext_lazy("Son")
        template = "blocks/audio.html"
        description = gettext_lazy("Un enregistrement à écouter sur la page, et son texte pour qui ne l’entend pas.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["document"].file_extension.lower() not in SOUNDS:
            message = _("Ce fichier n’est pas un son : choisissez un enregistrement au format MP3.")
            raise StructBlockValidationError(block_errors={"document": ValidationError(message)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        document = value["document"]
        context["audio"] = None
        if document is not None:
            details = [value["duration"], size_words(document.file_size) if document.file_size else ""]
            context["audio"] = {
                "title": value["title"],
                "url": document.url,
                "details": ", ".join(filter(None, details)),
            }
        context["transcript"] = value["transcript"]
        return context

    def sample(self) -> Mapping[str, Any]:
        audio = {"title": "Une matinée à la permanence", "url": "", "details": "3 min, 2,8 Mo"}
        return {"audio": audio, "transcript": "On entend la porte, puis des voix. « Bonjour, asseyez-vous. »"}
