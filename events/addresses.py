"""The kinds of permanent addresses of the agenda, as `portal.permanent_addresses` keeps them."""

ACTIVITY = "date"
OCCURRENCE = "occurrence"
