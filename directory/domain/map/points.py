"""What a map shows of an answer: this narrow value is all that it knows of places, hosts and dates."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MapPoint:
    """`number` is the rank in the list, None when there is none; `shape` a drawing of `portal/templatetags/icons.py`;
    `anchor` the id of the card in the page, without `#`. An `approximate` position is drawn as such."""

    name: str
    latitude: float
    longitude: float
    shape: str
    number: int | None = None
    approximate: bool = False
    anchor: str = ""


@dataclass(frozen=True)
class Town:
    """A town that a map may name."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class NamedTown(Town):
    """A town of the live map, named at any zoom, or where there is room."""

    always: bool


@dataclass(frozen=True)
class Area:
    """What was asked: the point that is named on the map, and the radius (km) that is drawn around it, if any."""

    name: str
    latitude: float
    longitude: float
    radius_km: float | None = None

    @property
    def town(self) -> Town | None:
        """The point with its name; None when it has none: « votre position » is no town."""
        return Town(self.name, self.latitude, self.longitude) if self.name else None
