"""What upper rooms may hear from the directory."""

from django.dispatch import Signal

# Sent inside the transaction, after closures were written. Arguments: `points`, a frozenset of help point ids whose
# closures changed, or None when a public or school holiday changed and every date may be touched.
closure_changed = Signal()

# Sent inside the transaction after places were written in bulk, which publishes none of them one by one. Argument:
# `points`, a frozenset of their ids.
places_changed = Signal()

# Sent inside the transaction when `dropped` (id) was merged into `kept` (id).
place_merged = Signal()
