"""The time zone of the portal: every hour that people read is that of Paris."""

from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
