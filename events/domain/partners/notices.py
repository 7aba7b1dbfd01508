"""What is said, in French, to who looks after a partner's calendar."""

from collections.abc import Iterator, Mapping
from enum import Enum


class Remark(Enum):
    """One, then several; each sentence says what to do, if anything."""

    REPETITION = (
        "1 évènement a une répétition que nous ne lisons pas : saisissez ses dates à la main.",
        "{} évènements ont une répétition que nous ne lisons pas : saisissez leurs dates à la main.",
    )
    BROKEN = (
        "1 évènement est mal écrit et n’est pas lu : signalez-le au partenaire.",
        "{} évènements sont mal écrits et ne sont pas lus : signalez-le au partenaire.",
    )
    PRIVATE = (
        "1 évènement est privé : il n’est pas repris.",
        "{} évènements sont privés : ils ne sont pas repris.",
    )
    TENTATIVE = (
        "1 évènement n’est pas encore confirmé par le partenaire : il sera repris quand il le sera.",
        "{} évènements ne sont pas encore confirmés par le partenaire : ils seront repris quand ils le seront.",
    )
    SEVERAL_DAYS = (
        "1 date dure plusieurs jours de suite, la nuit comprise : saisissez-la à la main.",
        "{} dates durent plusieurs jours de suite, la nuit comprise : saisissez-les à la main.",
    )
    AFTER_MIDNIGHT = (
        "1 date finit après minuit : sa fin est notée à 23 h 59.",
        "{} dates finissent après minuit : leur fin est notée à 23 h 59.",
    )
    ALL_DAY = (
        "1 date n’a pas d’heure dans le calendrier : vérifiez-la, elle est notée de 0 h à 23 h 59.",
        "{} dates n’ont pas d’heure dans le calendrier : vérifiez-les, elles sont notées de 0 h à 23 h 59.",
    )
    NO_END = (
        "1 évènement n’a pas d’heure de fin : une heure est comptée.",
        "{} évènements n’ont pas d’heure de fin : une heure est comptée.",
    )
    OWN_WORDS = (
        "1 évènement a des dates avec un titre ou un lieu à elles : seules leurs heures sont reprises.",
        "{} évènements ont des dates avec un titre ou un lieu à elles : seules leurs heures sont reprises.",
    )
    ZONE = (
        "1 fuseau horaire est inconnu : les heures sont lues comme celles du lieu. Vérifiez une date.",
        "{} fuseaux horaires sont inconnus : les heures sont lues comme celles du lieu. Vérifiez une date.",
    )
    WINDOWS = (
        "Le fichier n’est pas en UTF-8 : vérifiez les accents.",
        "Le fichier n’est pas en UTF-8 : vérifiez les accents.",
    )
    KEPT_BY_HAND = (
        "1 date changée ici n’est plus dans le calendrier du partenaire : elle est gardée. Vérifiez-la.",
        "{} dates changées ici ne sont plus dans le calendrier du partenaire : elles sont gardées. Vérifiez-les.",
    )
    TO_REVIEW = (
        "1 permanence ou atelier publié a des changements à relire, puis à publier.",
        "{} permanences ou ateliers publiés ont des changements à relire, puis à publier.",
    )
    MISSING = (
        "1 date n’est plus dans le calendrier : si la prochaine lecture le confirme, elle sera retirée.",
        "{} dates ne sont plus dans le calendrier : si la prochaine lecture le confirme, elles seront retirées.",
    )


def sentences(remarks: Mapping[Remark, int]) -> Iterator[str]:
    """In the order of the list above."""
    for remark in Remark:
        if count := remarks.get(remark, 0):
            one, several = remark.value
            yield one if count == 1 else several.format(count)
