"""The demo places, merges and permanences keep their promises. Pure Python: no database, no loader."""

import json
import re
from collections import Counter
from datetime import date, time

import pytest
from opening_hours import OpeningHours

from directory.domain import vocabulary
from portal.words.geo import distance_km
from tests.portal.demo_files import COMMUNES, DROPPED, KEPT, MERGES, PERMANENCES, PLACES, ROOT, load, read_csv

# The 32 columns of the national standard v1.0.2, in order: the importer reads this file as any other.
COLUMNS = (
    "id,pivot,nom,commune,code_postal,code_insee,adresse,complement_adresse,latitude,longitude,typologie,"
    "telephone,courriels,site_web,horaires,presentation_resume,presentation_detail,source,itinerance,"
    "structure_parente,date_maj,services,publics_specifiquement_adresses,prise_en_charge_specifique,"
    "frais_a_charge,dispositif_programmes_nationaux,formations_labels,autres_formations_labels,"
    "modalites_acces,modalites_accompagnement,fiche_acces_libre,prise_rdv"
)

# Only these fields are united: an office by appointment must not become « Se présenter » by merging.
UNITED = {
    "typologie",
    "services",
    "dispositif_programmes_nationaux",
    "formations_labels",
    "autres_formations_labels",
    "modalites_accompagnement",
}


def position(row: dict[str, str]) -> tuple[float, float]:
    return float(row["latitude"]), float(row["longitude"])


def test_communes_are_complete() -> None:
    assert len(read_csv("communes.csv")) == len(COMMUNES) == 2648
    assert Counter(row["departement"] for row in COMMUNES.values())["47"] == 319


def test_places_have_the_standard_columns_and_their_commune() -> None:
    rows = read_csv("lieux-47.csv")
    assert len(rows) == len(PLACES) == 92
    assert ",".join(rows[0]) == COLUMNS
    for row in rows:
        commune = COMMUNES[row["code_insee"]]
        assert commune["nom"] == row["commune"], row["id"]
        assert row["code_postal"] in commune["codes_postaux"].split(), row["id"]
        assert row["source"], row["id"]
        assert date.fromisoformat(row["date_maj"]) <= date(2024, 8, 1)
        ours = {(one["id"], one["field"]): one["to"] for one in load("lieux-47-corrections.json")}
        assert row["presentation_resume"] == ours.get((row["id"], "presentation_resume"), "")
        assert not row["presentation_detail"]


def test_places_are_readable() -> None:
    for row in PLACES.values():
        assert row["nom"][0].isupper(), row["nom"]
        for field in ("nom", "adresse"):
            words = [word for word in re.findall(r"\w+", row[field]) if word.isalpha() and len(word) > 3]
            shouted = [word for word in words if word.isupper() and word not in {"CCAS", "BHAP"}]
            assert not shouted, (row["id"], row[field])
            assert "'" not in row[field], row["id"]


def test_coordinates_are_near_their_commune() -> None:
    located = [row for row in PLACES.values() if row["latitude"]]
    assert len(located) == 63
    for row in located:
        commune = COMMUNES[row["code_insee"]]
        gap = distance_km(*position(row), float(commune["lat"]), float(commune["lon"]))
        assert gap < 15, row["id"]


def test_hours_are_read_by_the_engine() -> None:
    for row in PLACES.values():
        if row["horaires"]:
            OpeningHours(row["horaires"])
        # « 14:00-14:00 » means a whole day
        assert not re.search(r"\b(\d\d:\d\d)-\1\b", row["horaires"]), row["id"]


@pytest.mark.parametrize(
    ("field", "terms"),
    [
        ("services", vocabulary.SERVICES),
        ("typologie", vocabulary.TYPOLOGIES),
        ("modalites_acces", vocabulary.ACCESS_MODES),
        ("modalites_accompagnement", vocabulary.SUPPORT_MODES),
        ("dispositif_programmes_nationaux", vocabulary.PROGRAMMES),
        ("formations_labels", vocabulary.LABELS),
        ("frais_a_charge", vocabulary.FEES),
        ("itinerance", vocabulary.ITINERANCE),
    ],
)
def test_place_values_belong_to_the_standard(field: str, terms: vocabulary.Vocabulary) -> None:
    values = {value for row in PLACES.values() for value in row[field].split("|") if value}
    assert values
    assert {value for value in values if terms.code_for(value) is None} == set()


def test_corrections_are_those_of_the_file() -> None:
    corrections = load("lieux-47-corrections.json")
    assert len(corrections) > 90
    assert len({(entry["id"], entry["field"]) for entry in corrections}) == len(corrections)
    for entry in corrections:
        assert PLACES[entry["id"]][entry["field"]] == entry["to"] != entry["from"]
        assert entry["reason"].endswith(".")
    blanked = [entry for entry in corrections if entry["field"] == "latitude"]
    assert [PLACES[entry["id"]]["commune"] for entry in blanked] == ["Monflanquin"]


def test_merges_are_disjoint_and_documented() -> None:
    mentioned = [identifier for merge in MERGES for identifier in [merge["keep"], *merge["drop"]]]
    assert len(mentioned) == len(set(mentioned))
    assert set(mentioned) <= PLACES.keys()
    assert len(MERGES) == 27
    assert len(KEPT) == 60
    for merge in MERGES:
        assert merge["drop"]
        assert merge["reason"].endswith(".")
        for field, source in merge["take"].items():
            assert source in merge["drop"]
            assert PLACES[source][field], (merge["keep"], field)
        assert set(merge["union"]) <= UNITED


def test_merging_keeps_the_best_record() -> None:
    """A France services record is never dropped, and a kept one is the newest unless the reason says why."""
    assert not {identifier for identifier in DROPPED if identifier.startswith("France-Services_")}
    older = {
        merge["keep"]
        for merge in MERGES
        if any(PLACES[dropped]["date_maj"] > PLACES[merge["keep"]]["date_maj"] for dropped in merge["drop"])
    }
    assert {PLACES[identifier]["nom"] for identifier in older} == {"Mairie de Damazan"}


def test_merging_keeps_every_phone_of_a_place() -> None:
    for merge in MERGES:
        taken = PLACES[merge["take"].get("telephone", merge["keep"])]["telephone"]
        assert taken or not any(PLACES[dropped]["telephone"] for dropped in merge["drop"]), merge["keep"]


def door(row: dict[str, str]) -> tuple[str, str]:
    """The address without the way of writing it: two kept records may not share one."""
    street = re.sub(r"\W+", " ", row["adresse"].casefold().replace("-", " ")).strip()
    return row["code_postal"], street


def test_no_door_is_shown_twice() -> None:
    doors = Counter(door(PLACES[identifier]) for identifier in KEPT)
    assert [address for address, count in doors.items() if count > 1] == []
    names = Counter((PLACES[identifier]["nom"], PLACES[identifier]["commune"]) for identifier in KEPT)
    assert [name for name, count in names.items() if count > 1] == []
    located = sorted(identifier for identifier in KEPT if PLACES[identifier]["latitude"])
    close = set()
    for index, first in enumerate(located):
        for second in located[index + 1 :]:
            one, other = PLACES[first], PLACES[second]
            if distance_km(*position(one), *position(other)) < 0.08:
                close.add(frozenset((one["nom"], other["nom"])))
    # Two numbers of the same street, two bodies: see the README beside the data.
    assert close == {frozenset(("France services La Poste de Puymirol", "Commune de Puymirol"))}


def test_permanences_say_what_is_known_and_no_more() -> None:
    """The 31 lines read in the source: 15 dated, 5 with a day only, 11 with neither; and the bus, with no commune."""
    days = [(row, day) for row in PERMANENCES for day in row["days"]]
    assert Counter(row["kind_of_knowledge"] for row, _day in days) == {"dated": 15, "day-only": 5}
    assert Counter(row["kind_of_knowledge"] for row in PERMANENCES) == {"dated": 10, "day-only": 4, "unknown": 12}
    assert len({row["key"] for row in PERMANENCES}) == 26
    for row in PERMANENCES:
        known = row["kind_of_knowledge"]
        assert row["operator"] in KEPT
        assert COMMUNES[row["commune_insee"]]["nom"] == row["commune"]
        assert "France services – " in row["title"]
        assert bool(row["days"]) == (known != "unknown")
        assert bool(row["host"]) == (known == "dated")
        if known != "dated":
            assert row["phone"] or PLACES[row["operator"]]["telephone"], row["key"]
    for row, day in days:
        if row["kind_of_knowledge"] == "dated":
            assert time.fromisoformat(day["start"]) < time.fromisoformat(day["end"])
        else:
            assert day["start"] is day["end"] is None
    assert Counter(day["week_parity"] for _row, day in days) == {"any": 12, "even": 4, "odd": 4}
    assert [row["commune"] for row, day in days if day["note_fr"]] == ["Aiguillon"]


def test_hosts_are_those_of_the_dated_permanences() -> None:
    hosts = load("lieux-accueil-47.json")
    assert {row["id"] for row in hosts} == {row["host"] for row in PERMANENCES if row["host"]}
    assert len({row["id"] for row in hosts}) == len(hosts) == 10
    for row in hosts:
        commune = COMMUNES[row["commune_insee"]]
        assert row["postal_code"] in commune["codes_postaux"].split()
        assert row["name"] not in {place["nom"] for place in PLACES.values()}


def test_what_moves_has_stops() -> None:
    """Each service that the source calls itinerant or multi-site and that has no door of its own."""
    moving = {identifier for identifier in KEPT if PLACES[identifier]["itinerance"] == "Itinérant"}
    assert moving == {f"France-Services_{number}" for number in (607, 2064, 2618, 2619)}
    stops = {identifier: [row for row in PERMANENCES if row["operator"] == identifier] for identifier in moving}
    assert {identifier: len(rows) for identifier, rows in stops.items()} == {
        "France-Services_607": 4,
        "France-Services_2064": 7,
        "France-Services_2618": 4,
        "France-Services_2619": 1,
    }


def test_outlines_are_served_with_the_project() -> None:
    folder = ROOT / "static" / "geo"
    counts = {
        path.stem: len(json.loads(path.read_text(encoding="utf-8"))["features"]) for path in folder.glob("*.geojson")
    }
    assert counts == {
        "departement": 1,
        "intercommunalites": 12,
        "departements-voisins": 6,
        "rivieres": 9,
        "villes": 10,
    }
