"""Lambert-93 (RGF93, EPSG:2154) to longitude and latitude: the closed formula of IGN's note NT/G 71, ALG0004.

Not pyproj: 8 MB of compiled library and data for the one projection that French sheets hold.
"""

from math import atan, atanh, exp, hypot, log, pi, sin

# Constants of the projection, as IGN publishes them; the eccentricity is that of the ellipsoid GRS80.
_N = 0.7256077650532670
_C = 11754255.4261
_X_POLE, _Y_POLE = 700000.0, 12655612.0499
_E = 0.08181919104281579
_MERIDIAN = 3.0

# Mainland France and Corsica, with some room.
_X, _Y = (50_000, 1_300_000), (6_000_000, 7_200_000)


def plausible(x: float, y: float) -> bool:
    """Whether these metres may lie in mainland France."""
    return _X[0] <= x <= _X[1] and _Y[0] <= y <= _Y[1]


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude, in degrees."""
    radius = hypot(x - _X_POLE, y - _Y_POLE)
    longitude = _MERIDIAN + atan((x - _X_POLE) / (_Y_POLE - y)) / _N * 180 / pi
    isometric = -log(radius / _C) / _N
    latitude = 2 * atan(exp(isometric)) - pi / 2
    for _ in range(8):
        latitude = 2 * atan(exp(isometric + _E * atanh(_E * sin(latitude)))) - pi / 2
    return latitude * 180 / pi, longitude
