"""Where the lists of the directory stand. Pages have no parameters: robots are kept out of the addresses that do."""

from __future__ import annotations

from directory.addresses import FINDER, named

COMMUNES = f"{FINDER}communes/"
UNIONS = f"{FINDER}intercommunalites/"
TYPES = f"{FINDER}types/"
A_TO_Z = f"{FINDER}a-z/"


def union(siren: str, name: str) -> str:
    return f"{FINDER}intercommunalite/{named(siren, name)}/"


def kind(code: str) -> str:
    return f"{FINDER}type/{code}/"


def communes_letter(initial: str) -> str:
    return f"{COMMUNES}{initial}/"


def letter(initial: str) -> str:
    return f"{A_TO_Z}{initial}/"


def page_of(list_address: str, number: int) -> str:
    return f"{list_address}{number}/" if number > 1 else list_address
