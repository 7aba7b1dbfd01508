from datetime import date

import pytest

from directory.domain.freshness import freshness

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("date_maj", "verified_on", "stale", "sentence"),
    [
        (date(2022, 12, 1), None, True, "Information de 2022 : appelez avant de venir"),
        (date(2025, 5, 23), None, True, "Information de 2025 : appelez avant de venir"),
        (date(2025, 5, 24), None, False, "Information du 24 mai 2025"),
        (date(2022, 12, 1), date(2026, 11, 1), False, "Information vérifiée le 1er novembre 2026"),
        (date(2022, 12, 1), date(2023, 2, 1), True, "Information de 2023 : appelez avant de venir"),
        (date(2026, 11, 2), date(2024, 1, 1), False, "Information du 2 novembre 2026"),
    ],
)
def test_freshness(date_maj: date, verified_on: date | None, stale: bool, sentence: str) -> None:
    found = freshness(date_maj, verified_on, TODAY)
    assert (found.stale, found.sentence) == (stale, sentence)
