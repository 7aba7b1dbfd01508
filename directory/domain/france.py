"""Where France is, roughly: to catch swapped or zeroed coordinates."""

from portal.words.geo import BoundingBox

# Generous boxes: they catch swapped or zeroed coordinates, they do not draw the coast.
FRANCE_BOXES = {
    "métropole et Corse": BoundingBox(41.2, -5.3, 51.2, 9.8),
    "Guadeloupe": BoundingBox(15.7, -62.0, 16.7, -60.9),
    "Saint-Martin et Saint-Barthélemy": BoundingBox(17.7, -63.3, 18.3, -62.6),
    "Martinique": BoundingBox(14.3, -61.4, 15.0, -60.7),
    "Guyane": BoundingBox(2.0, -54.7, 6.0, -51.5),
    "La Réunion": BoundingBox(-21.5, 55.1, -20.7, 56.0),
    "Mayotte": BoundingBox(-13.2, 44.9, -12.5, 45.4),
    "Saint-Pierre-et-Miquelon": BoundingBox(46.6, -56.6, 47.3, -56.0),
    "Nouvelle-Calédonie": BoundingBox(-23.0, 163.0, -19.0, 168.5),
    "Polynésie française": BoundingBox(-28.5, -155.0, -7.5, -134.0),
    "Wallis-et-Futuna": BoundingBox(-14.6, -178.5, -13.0, -176.0),
}


def in_france(lat: float, lon: float) -> bool:
    """Whether the point may lie in France, overseas included."""
    return any(box.contains(lat, lon) for box in FRANCE_BOXES.values())
