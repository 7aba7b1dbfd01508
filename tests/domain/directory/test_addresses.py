from directory.domain.addresses import directions_url, street_line


def test_street_line() -> None:
    assert (
        street_line("14 boulevard Jean Brisseau", "47120", "Duras", "Maison de Pays")
        == "Maison de Pays, 14 boulevard Jean Brisseau, 47120 Duras"
    )
    assert street_line("", "47120", "Duras") == "47120 Duras"
    assert street_line("Le bourg", "", "Duras") == "Le bourg, Duras"


def test_links() -> None:
    assert directions_url(44.11275, 0.530547) == "https://www.openstreetmap.org/directions?to=44.112750%2C0.530547"
