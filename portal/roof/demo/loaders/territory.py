"""The communes of the demo territory and of its neighbours."""

import csv

from portal.models import Commune
from portal.roof.demo.paths import DATA
from search.api import communes_changed

FIELDS = ("name", "postal_codes", "departement", "epci", "epci_name", "population", "latitude", "longitude")


def load() -> int:
    """Insert or update every commune of `communes.csv`; returns how many there are."""
    with (DATA / "communes.csv").open(encoding="utf-8", newline="") as file:
        communes = [
            Commune(
                insee=row["insee"],
                name=row["nom"],
                postal_codes=row["codes_postaux"].split(),
                departement=row["departement"],
                epci=row["epci"],
                epci_name=row["epci_nom"],
                population=int(row["population"] or 0),
                latitude=float(row["lat"]),
                longitude=float(row["lon"]),
            )
            for row in csv.DictReader(file)
        ]
    Commune.objects.bulk_create(
        communes, batch_size=500, update_conflicts=True, unique_fields=["insee"], update_fields=FIELDS
    )
    communes_changed()
    return len(communes)
