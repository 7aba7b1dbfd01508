"""Where a row says that its place is: three things name its commune, and its position must lie there.

No Django here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from directory.exchange.known import Communes, KnownCommune
from directory.exchange.mapping import COMMUNE
from directory.standard.record import LieuRecord
from directory.standard.rows import Problem
from portal.words.departements import NAMES, departement_of
from portal.words.french import join_words, of_place
from portal.words.geo import distance_km

# As postal codes begin: « 20 » for both Corsicas.
_DEPARTEMENTS = frozenset(map(departement_of, NAMES))


def situate(values: dict[str, Any], record: LieuRecord, line: int, communes: Communes) -> list[Problem]:
    """Write commune, postal code and position into the fields of the help point; gives what has to be said about them,
    `fatal` where the postal code is missing and not certain."""
    row = _Row(record, line, communes)
    commune = row.commune()
    values["commune_id"] = None if commune is None else commune.insee
    if commune is not None:
        values["commune_name"], values["insee_code"] = commune.name, commune.insee
        if row.wrong_postal_code and len(commune.postal_codes) == 1:
            values["postal_code"] = commune.postal_codes[0]
        if not row.lies_in(commune):
            values["latitude"] = Decimal(f"{commune.latitude:.6f}")
            values["longitude"] = Decimal(f"{commune.longitude:.6f}")
            values["position_precision"] = COMMUNE
    elif row.contradictory:
        values["insee_code"], values["latitude"], values["longitude"] = "", None, None
    if not record.code_postal:
        values["postal_code"] = row.postal_code_of(commune)
    return row.problems


@dataclass
class _Row:
    record: LieuRecord
    line: int
    communes: Communes
    problems: list[Problem] = field(default_factory=list)
    contradictory: bool = False
    wrong_postal_code: bool = False

    def commune(self) -> KnownCommune | None:
        """The commune that name, postal code and INSEE code name, or two of them against the third. Without two that
        agree, the one of this name where the position is."""
        record, communes = self.record, self.communes
        coded = communes.with_insee(record.code_insee)
        with_postal = communes.with_postal_code(record.code_postal)
        named = communes.named(record.commune)
        both = [one for one in named if one in with_postal]
        if coded is None:
            return self._without_insee(named, both, with_postal)
        name_agrees = coded in named or coded in communes.beginning(record.commune)
        # A code that no commune bears is that of a post office (CEDEX): the département alone can contradict it.
        same_departement = departement_of(coded.insee) == departement_of(record.code_postal)
        postal_agrees = coded in with_postal or (not with_postal and same_departement)
        if name_agrees:
            if not postal_agrees:
                self.wrong_postal_code = True
                message = f"Ce code postal n’est pas celui {_of(coded)}, que disent le nom et le code INSEE."
                self._say("code_postal", f"{message} Corrigez-le.", record.code_postal)
            return coded
        if postal_agrees and not both:
            if named:
                message = f"Le code postal et le code INSEE sont ceux {_of(coded)} : nous les suivons."
                self._say("commune", f"{message} Corrigez le nom.", record.commune)
            return coded
        if len(both) == 1 and not postal_agrees:
            message = f"Ce code INSEE est celui {_of(coded)}, le nom et le code postal ceux {_of(both[0])}."
            self._say("code_insee", f"{message} Nous les suivons : corrigez le code.", record.code_insee)
            return both[0]
        return self._by_position(() if communes.reaches(coded, self._distance(coded)) else named)

    def _without_insee(
        self, named: Sequence[KnownCommune], both: Sequence[KnownCommune], with_postal: Sequence[KnownCommune]
    ) -> KnownCommune | None:
        record = self.record
        if named and departement_of(record.code_postal) not in _DEPARTEMENTS:
            return self._by_name(named)
        begun = [one for one in self.communes.beginning(record.commune) if one in with_postal]
        # « AGEN CEDEX 9 », 47916: no commune bears the code, one of its département bears the name.
        here = [
            one for one in named if not with_postal and departement_of(one.insee) == departement_of(record.code_postal)
        ]
        for found in (both, begun, here):
            if len(found) == 1:
                return found[0]
        if both or begun or here or (named and with_postal):
            return self._by_position(named)
        if len(named) == 1:
            own = join_words(list(named[0].postal_codes), "ou")
            town = of_place(named[0].name)
            message = f"{record.code_postal} n’est pas un code postal {town} ({own}), seule commune de ce nom ici."
            self._say("code_postal", f"{message} Corrigez ce qui est faux.", record.code_postal)
            return None
        message = "Commune absente de la table des communes : le lieu n’est rattaché à aucune."
        remedy = "Vérifiez son nom ; s’il est juste, demandez à l’administration du site d’ajouter ce territoire."
        self._say("commune", f"{message} {remedy}", record.commune)
        return None

    def _by_name(self, named: Sequence[KnownCommune]) -> KnownCommune | None:
        """Without a postal code, or with « 00000 », the name alone is evidence: it must not be that of several."""
        if len(named) > 1 or self.record.latitude is not None:
            return self._by_position(named)
        self.wrong_postal_code = True
        message = (
            f"Aucune commune n’a ce code postal : nous suivons le nom, celui {_of(named[0])}, seule à le porter ici."
        )
        self._say("code_postal", f"{message} Corrigez-le.", self.record.code_postal)
        return named[0]

    def _by_position(self, named: Sequence[KnownCommune]) -> KnownCommune | None:
        record = self.record
        near = [one for one in named if self.communes.reaches(one, self._distance(one))]
        if len(near) == 1:
            self.wrong_postal_code = True
            message = f"Le nom et la position désignent {_named(near[0])}, non le code postal : nous les suivons."
            self._say("code_postal", f"{message} Corrigez-le.", record.code_postal)
            return near[0]
        self.contradictory = True
        if not (record.code_postal or record.code_insee):
            return None
        said = ", ".join(filter(None, (record.commune, record.code_postal, record.code_insee)))
        message = f"Le nom de la commune et les codes se contredisent ({said}) : le lieu n’est pas situé."
        self._say("commune", f"{message} Corrigez ce qui est faux.", record.commune)
        return None

    def postal_code_of(self, commune: KnownCommune | None) -> str:
        """The only one of this commune, for a row that has none."""
        codes = [] if commune is None else list(commune.postal_codes)
        if commune is not None and len(codes) == 1:
            message = f"Code postal absent : {codes[0]}, le seul {_of(commune)}, est pris."
            self.problems.append(Problem(self.line, "code_postal", message, "info"))
            return codes[0]
        why = f"plusieurs sont possibles ({join_words(codes, 'ou')})" if codes else "la commune ne le dit pas"
        message = f"Code postal absent, et {why}. Écrivez-le dans votre fichier, puis importez-le de nouveau."
        self.problems.append(Problem(self.line, "code_postal", message, "fatal"))
        return ""

    def lies_in(self, commune: KnownCommune) -> bool:
        """Whether there is a position, and it may be that of this commune; one that may not is said."""
        if self.record.latitude is None or self.record.longitude is None:
            return False
        far = self._distance(commune)
        if self.communes.reaches(commune, far):
            return True
        message = f"Position à {far:.0f} km {_of(commune)} : le centre de la commune la remplace."
        self._say("latitude", f"{message} Corrigez-la.", f"{self.record.latitude:f}, {self.record.longitude:f}")
        return False

    def _distance(self, commune: KnownCommune) -> float:
        """Kilometres from its centre to the position, endless without one."""
        latitude, longitude = self.record.latitude, self.record.longitude
        if latitude is None or longitude is None:
            return float("inf")
        return distance_km(*commune.centre, float(latitude), float(longitude))

    def _say(self, name: str, message: str, value: str) -> None:
        if name == "code_postal" and not value:  # said once, by `postal_code_of`
            return
        self.problems.append(Problem(self.line, name, message, "warning", value))


def _named(commune: KnownCommune) -> str:
    return f"{commune.name} ({commune.insee})"


def _of(commune: KnownCommune) -> str:
    return f"{of_place(commune.name)} ({commune.insee})"
