"""The clock of the network: hours are told by it, but for those of a place that has another one."""

from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
