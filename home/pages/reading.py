"""How long a text takes to read. Django-free."""

from math import ceil

# Adults read about 238 words a minute silently (Brysbaert, 2019, a review of 190 studies); people who are not at ease
# with reading are this portal's public, so we count slower.
WORDS_A_MINUTE = 180


def minutes(text: str) -> int:
    """Whole minutes, one at least."""
    return max(1, ceil(len(text.split()) / WORDS_A_MINUTE))
