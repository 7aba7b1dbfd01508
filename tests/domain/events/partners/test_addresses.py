import pytest

from events.domain.partners.addresses import BadAddress, is_public, read_address

INNER = (
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",  # noqa: S104
    "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:a00:1",
    "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1", "2001:0:53aa:64c::1", "2001:db8::1", "localhost", "", "1",
)  # fmt: skip


@pytest.mark.parametrize("address", INNER)
def test_addresses_of_inner_networks_are_not_reached(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2a00:1450:4007:80c::200e", "::ffff:93.184.216.34"])
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://exemple.fr/agenda.ics", "https://exemple.fr/agenda.ics"),
        (" webcal://Exemple.fr/agenda.ics ", "https://exemple.fr/agenda.ics"),
        ("https://exemple.fr:443", "https://exemple.fr/"),
        (
            "https://médiathèque.exemple.fr/é%20té.ics",
            "https://xn--mdiathque-53af.exemple.fr/%C3%A9%20t%C3%A9.ics",
        ),
        ("https://exemple.fr/a.ics?cle=a%2Fb&x=é#haut", "https://exemple.fr/a.ics?cle=a%2Fb&x=%C3%A9"),
    ],
)
def test_an_address_is_read(typed: str, url: str) -> None:
    assert read_address(typed).url == url


@pytest.mark.parametrize(
    "typed",
    [
        "", "exemple.fr/agenda.ics", "http://exemple.fr/", "file:///etc/hostname", "ftp://exemple.fr/", "https://",
        "https://exemple.fr:8443/", "https://moi:secret@exemple.fr/", "https://exemple.fr@autre.fr/", "https://localhost/",
        "https://exemple.fr/a b.ics", "https://exemple.fr/\r\nX: y", "https://exemple.fr\\@autre.fr/", "https://[::1/",
        "https://2130706433/", "https://exemple.fr:port/", "https://-.fr/", "gopher://exemple.fr:443/",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_words(typed: str) -> None:
    with pytest.raises(BadAddress, match=r"\.$"):
        read_address(typed)


@pytest.mark.parametrize(
    "location", ["http://exemple.fr/", "//exemple.fr:22/", "file:///etc/hostname", "//a@exemple.fr/"]
)
def test_a_redirection_is_read_alike(location: str) -> None:
    with pytest.raises(BadAddress):
        read_address("https://exemple.fr/a.ics").follow(location)


def test_a_redirection_may_be_relative() -> None:
    assert read_address("https://exemple.fr/a/b.ics?x=1").follow("../c.ics").url == "https://exemple.fr/c.ics"
