"""What is fetched, and what is not, from real servers of this machine."""

import gzip
import ssl
import time
from typing import Any

import pytest

from events.domain.partners.addresses import BadAddress, is_public
from events.partners import fetching
from events.partners.fetching import MAX_BYTES, NotFetched, Policy, Validators, fetch
from tests.events.partner_servers import (
    Partner,
    drips,
    drips_headers,
    hangs,
    moved,
    send,
    silent_server,
    trusting,
)

BODY = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
NONE = Validators()


@pytest.fixture
def partner(partner: Partner) -> Partner:
    partner.paths["/agenda.ics"] = BODY
    return partner


def test_a_calendar_is_fetched(partner: Partner) -> None:
    for address in (partner.address, partner.address.replace("https", "webcal")):
        assert fetch(address, NONE, partner.policy()).body == BODY
    path, headers = partner.asked[0]
    assert (path, headers["Host"]) == ("/agenda.ics", f"calendrier.exemple.fr:{partner.port}")
    assert not {"Cookie", "Authorization", "Referer"} & headers.keys()


def test_validators_are_given_back(partner: Partner) -> None:
    def answer(request: Any) -> None:
        if request.headers.get("If-None-Match") == '"a1"':
            assert request.headers["If-Modified-Since"] == "Tue, 24 Nov 2026 09:00:00 GMT"
            request.send_response(304)
            request.end_headers()
        else:
            send(request, BODY, ETag='"a1"', Last_Modified="Tue, 24 Nov 2026 09:00:00 GMT")

    partner.paths["/agenda.ics"] = answer
    first = fetch(partner.address, NONE, partner.policy())
    assert first.validators == Validators('"a1"', "Tue, 24 Nov 2026 09:00:00 GMT")
    again = fetch(partner.address, first.validators, partner.policy())
    assert (again.body, again.validators) == (None, first.validators)


def test_the_policy_of_the_portal_reaches_no_machine_of_its_own(partner: Partner) -> None:
    """Whatever the name answers: this server is there and would answer."""
    for inner in ("127.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "10.0.0.1"):
        policy = partner.policy(allows=is_public, resolve=lambda host, port, inner=inner: [inner])
        with pytest.raises(NotFetched, match="réseau privé"):
            fetch(partner.address, NONE, policy)
    assert partner.asked == []


def test_one_inner_address_among_public_ones_is_enough(partner: Partner) -> None:
    policy = partner.policy(allows=is_public, resolve=lambda host, port: ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(NotFetched, match="réseau privé"):
        fetch(partner.address, NONE, policy)


def test_a_name_is_asked_once_and_that_very_address_is_reached(partner: Partner) -> None:
    """A name that answers something else the second time leads nowhere else."""
    answers = [["127.0.0.1"], ["169.254.169.254"]]
    policy = partner.policy(resolve=lambda host, port: answers.pop(0))
    assert fetch(partner.address, NONE, policy).body == BODY
    assert answers == [["169.254.169.254"]]


@pytest.mark.parametrize(
    "target", ["https://127.0.0.1/", "https://169.254.169.254/latest/", "https://[::1]/", "https://0x7f000001/"]
)
def test_a_redirection_to_an_inner_address_is_not_followed(partner: Partner, target: str) -> None:
    partner.paths["/agenda.ics"] = moved(target)
    with pytest.raises(NotFetched, match="renvoie vers une autre"):
        fetch(partner.address, NONE, partner.policy())
    assert len(partner.asked) == 1


def test_each_redirection_is_judged(partner: Partner) -> None:
    partner.paths["/agenda.ics"] = moved(f"https://autre.exemple.fr:{partner.port}/b.ics")
    partner.paths["/b.ics"] = BODY
    names: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        names.append(host)
        return ["127.0.0.1"]

    assert fetch(partner.address, NONE, partner.policy(resolve=resolve)).body == BODY
    assert names == ["calendrier.exemple.fr", "autre.exemple.fr"]
    inner = {"calendrier.exemple.fr": ["127.0.0.1"], "autre.exemple.fr": ["169.254.169.254"]}
    with pytest.raises(NotFetched, match="réseau privé"):
        fetch(partner.address, NONE, partner.policy(resolve=lambda host, port: inner[host]))


@pytest.mark.parametrize("target", ["http://calendrier.exemple.fr/", "file:///etc/hostname", "//autre.exemple.fr:22/"])
def test_a_redirection_to_something_else_than_https_is_not_followed(partner: Partner, target: str) -> None:
    partner.paths["/agenda.ics"] = moved(target)
    with pytest.raises(NotFetched, match="renvoie vers une autre"):
        fetch(partner.address, NONE, partner.policy())


def test_three_redirections_are_followed_not_four(partner: Partner) -> None:
    for number in range(4):
        partner.paths[f"/{number}"] = moved(f"/{number + 1}")
    partner.paths["/3"] = BODY
    partner.paths["/agenda.ics"] = moved("/1")
    assert fetch(partner.address, NONE, partner.policy()).body == BODY
    partner.paths["/agenda.ics"] = moved("/0")
    with pytest.raises(NotFetched, match="sans fin"):
        fetch(partner.address, NONE, partner.policy())


@pytest.mark.parametrize("handler", [hangs, drips, drips_headers])
def test_a_server_that_takes_its_time_is_left(partner: Partner, handler: Any) -> None:
    partner.paths["/agenda.ics"] = handler
    began = time.monotonic()
    with pytest.raises(NotFetched, match="trop de temps"):
        fetch(partner.address, NONE, partner.policy(seconds=0.5))
    assert time.monotonic() - began < 3


def test_a_server_that_never_speaks_is_left() -> None:
    with silent_server() as port:
        policy = Policy(allows=lambda _: True, resolve=lambda *_: ["127.0.0.1"], port=port, tls=trusting, seconds=0.5)
        with pytest.raises(NotFetched, match="trop de temps"):
            fetch("https://calendrier.exemple.fr/", NONE, policy)


def test_names_that_take_their_time_are_left(partner: Partner) -> None:
    def resolve(host: str, port: int) -> list[str]:
        time.sleep(1)
        return []

    with pytest.raises(NotFetched, match="trop de temps"):
        fetch(partner.address, NONE, partner.policy(seconds=0.2, resolve=resolve))


def test_redirections_share_one_time(partner: Partner) -> None:
    def slow(request: Any) -> None:
        time.sleep(0.4)
        send(request, b"", 302, Location="/agenda.ics")

    partner.paths["/agenda.ics"] = slow
    began = time.monotonic()
    with pytest.raises(NotFetched, match="trop de temps"):
        fetch(partner.address, NONE, partner.policy(seconds=0.6))
    assert time.monotonic() - began < 1.5


def test_a_compressed_bomb_is_never_held(partner: Partner) -> None:
    bomb = gzip.compress(b"BEGIN:VCALENDAR\r\n" + b"\0" * 200_000_000)
    partner.paths["/agenda.ics"] = lambda request: send(request, bomb, Content_Encoding="gzip")
    with pytest.raises(NotFetched, match="2 Mo"):
        fetch(partner.address, NONE, partner.policy())


def test_a_compressed_calendar_is_read(partner: Partner) -> None:
    partner.paths["/agenda.ics"] = lambda request: send(request, gzip.compress(BODY), Content_Encoding="gzip")
    assert fetch(partner.address, NONE, partner.policy()).body == BODY


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 10_000_000])
def test_a_large_file_is_refused(partner: Partner, size: int) -> None:
    partner.paths["/agenda.ics"] = b"a" * size
    with pytest.raises(NotFetched, match="2 Mo"):
        fetch(partner.address, NONE, partner.policy())


def test_the_largest_that_is_allowed_is_read(partner: Partner) -> None:
    partner.paths["/agenda.ics"] = b"a" * MAX_BYTES
    assert len(fetch(partner.address, NONE, partner.policy()).body or b"") == MAX_BYTES


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_an_answer_that_is_cut_is_no_answer(partner: Partner, encoding: str) -> None:
    whole = gzip.compress(BODY * 100) if encoding == "gzip" else BODY * 100

    def cut(request: Any) -> None:
        send(request, whole[:-20], Content_Encoding=encoding, Content_Length=str(len(whole)))

    partner.paths["/agenda.ics"] = cut
    with pytest.raises(NotFetched, match="interrompue"):
        fetch(partner.address, NONE, partner.policy())


@pytest.mark.parametrize(
    ("status", "words"), [(404, "n’est plus"), (401, "mot de passe"), (500, "erreur"), (302, "erreur")]
)
def test_errors_are_told_in_words(partner: Partner, status: int, words: str) -> None:
    partner.paths["/agenda.ics"] = lambda request: send(request, b"", status)
    with pytest.raises(NotFetched, match=words):
        fetch(partner.address, NONE, partner.policy())


def test_a_certificate_of_somebody_else_is_refused(partner: Partner) -> None:
    for address, tls in (("https://ailleurs.exemple.fr/", trusting), (partner.address, ssl.create_default_context)):
        with pytest.raises(NotFetched, match="certificat"):
            fetch(address, NONE, partner.policy(tls=tls))
    assert partner.asked == []


def test_a_name_that_nobody_knows(partner: Partner) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise OSError("nobody")

    with pytest.raises(NotFetched, match="introuvable"):
        fetch(partner.address, NONE, partner.policy(resolve=resolve))


def test_a_machine_that_does_not_answer() -> None:
    policy = Policy(allows=lambda _: True, resolve=lambda *_: ["127.0.0.1"], port=1, tls=trusting)
    with pytest.raises(NotFetched, match="ne répond pas"):
        fetch("https://calendrier.exemple.fr/", NONE, policy)


def test_another_port_is_a_matter_for_a_person(partner: Partner) -> None:
    with pytest.raises(BadAddress):
        fetch("https://calendrier.exemple.fr:8080/", NONE, partner.policy())


def test_the_policy_is_no_setting() -> None:
    assert Policy() == fetching.PUBLIC
    assert fetching.PUBLIC.allows is is_public
    assert fetching.PUBLIC.port == 443
    assert "django" not in "".join(vars(fetching))
