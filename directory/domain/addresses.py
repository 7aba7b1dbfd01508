"""Postal addresses and ways to a place."""

from urllib.parse import urlencode


def street_line(street: str, postal_code: str, commune: str, complement: str = "") -> str:
    """One line: « Maison de Pays, 14 boulevard Jean Brisseau, 47120 Duras », parts missing left out."""
    town = f"{postal_code} {commune}".strip()
    return ", ".join(part for part in (complement.strip(), street.strip(), town) if part)


def directions_url(lat: float, lon: float) -> str:
    """A plain link to OpenStreetMap's directions, which asks the visitor where from."""
    return "https://www.openstreetmap.org/directions?" + urlencode({"to": f"{lat:.6f},{lon:.6f}"})
