"""Writes to the server: changes by the hundred, and the whole index anew beside the one that answers."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone
from elasticsearch import Elasticsearch, NotFoundError
from elasticsearch.helpers import scan, streaming_bulk

from search.engines.elastic.change import Change
from search.engines.elastic.connection import reading, refusal, speaking
from search.engines.elastic.documents import body_of_index, content, digest_of_index

logger = logging.getLogger(__name__)

_NEWER_IS_THERE = 409
_PATIENCE_S = 60.0  # for one request of a rebuild, which nobody waits for
_CHUNK = 500


class TooFew(Exception):
    """An index was filled with less than it had to hold, and does not answer."""


def send(client: Elasticsearch, index: str, changes: Sequence[Change], timeout_s: float) -> frozenset[str]:
    """Send changes and give the keys that the server confirmed; visible to questions within a second.

    A key is confirmed too when the server already holds a newer revision. One that it refuses is named in the log.
    `index` is the alias, or the name of an index that is being filled. Raises Unreachable, or Refused when it
    refuses all of them (no index was built yet, one may not write there).
    """
    if not changes:
        return frozenset()
    operations = [part for change in changes for part in _operations(change)]
    with speaking():
        # Without the alias the server would make an index of that name, with a mapping of its own invention.
        answer = client.options(request_timeout=timeout_s).bulk(
            operations=operations, index=index, require_alias=_NAME.fullmatch(index) is None
        )
    with reading():
        done = [next(iter(item.values())) for item in answer["items"]]
        confirmed = frozenset(item["_id"] for item in done if _confirmed(item["status"], item))
        refused = {item["_id"]: refusal(item["error"], item["status"]) for item in done if item["_id"] not in confirmed}
    for key, error in refused.items():
        if not confirmed:
            raise error
        logger.error("Elasticsearch refused %s: %s", key, error)
    return confirmed


def versions(client: Elasticsearch, index: str) -> Mapping[str, int]:
    """The revision of each document that the server holds, by key; all that was sent until now counts."""
    asked = {"query": {"match_all": {}}, "version": True, "_source": False}
    with speaking():
        patient = client.options(request_timeout=_PATIENCE_S)
        patient.indices.refresh(index=index)
        return {hit["_id"]: hit["_version"] for hit in scan(patient, query=asked, index=index, size=5_000)}


def rebuild(
    client: Elasticsearch,
    alias: str,
    changes: Iterable[Change],
    floor: int,
    catch_up: Callable[[str], object] = lambda index: None,
) -> str:
    """Fill a new index, then make `alias` lead to it in one step; give its name. Questions are answered all along.

    `floor` is how many documents it must hold for that (99.9 % of what the database has): under it raises TooFew, and
    what answered goes on. `catch_up` is called with the name of the new index, to send it what changed meanwhile; the
    caller does so once more afterwards. The index that answered until now is kept, older ones are deleted; one rebuild
    at a time, then.
    """
    with speaking():
        patient = client.options(request_timeout=_PATIENCE_S)
        before = _behind(patient, alias)
        name = f"{alias}-{digest_of_index()}-{timezone.now():%Y%m%d%H%M%S%f}"
        patient.indices.create(index=name, **body_of_index())
        patient.indices.put_settings(index=name, settings={"refresh_interval": "-1"})
        _fill(patient, name, changes)
        catch_up(name)
        patient.indices.put_settings(index=name, settings={"refresh_interval": "1s"})
        # One segment: the filters of a day are remembered, and the whole country is read in half the time.
        patient.indices.forcemerge(index=name, max_num_segments=1)
        patient.indices.refresh(index=name)
        held = int(patient.count(index=name)["count"])
        if held < floor:
            patient.indices.delete(index=name)
            raise TooFew(
                f"Le nouvel index {name} n’a que {held} documents, il en faut {floor} : il a été effacé, et l’ancien"
                " continue de répondre."
            )
        patient.indices.update_aliases(
            actions=[
                *({"remove": {"index": old, "alias": alias}} for old in before),
                {"add": {"index": name, "alias": alias, "is_write_index": True}},
            ]
        )
        _forget_all_but(patient, alias, {name, *before})
    return name


def current(client: Elasticsearch, alias: str) -> str | None:
    """The index that answers now, None before the first `rebuild`; one with another mapping has to be built anew."""
    with speaking():
        behind = _behind(client, alias)
    return max(behind, default=None)


def up_to_date(index: str) -> bool:
    """Whether an index has the mapping of this version of the portal."""
    found = _NAME.fullmatch(index)
    return found is not None and found["digest"] == digest_of_index()


_NAME = re.compile(r"(?P<alias>.+)-(?P<digest>[0-9a-f]{8})-(?P<time>\d{20})")


def _operations(change: Change) -> Iterator[Mapping[str, Any]]:
    # external_gte: sending the same revision twice is no conflict, and an older one never wins.
    how = {"_id": change.key, "version": change.revision, "version_type": "external_gte"}
    if change.document is None:
        yield {"delete": how}
    else:
        yield {"index": how}
        yield content(change.document)


def _confirmed(status: int, item: Mapping[str, Any]) -> bool:
    # What was to be deleted and was never there is gone (404); an index that is not there has an error to say so.
    return status < 300 or status == _NEWER_IS_THERE or (status == 404 and "error" not in item)


def _fill(client: Elasticsearch, name: str, changes: Iterable[Change]) -> None:
    actions = (
        {
            "_op_type": "index", "_id": change.key, "version": change.revision, "version_type": "external_gte",
            "_source": content(change.document),
        }
        for change in changes
        if change.document is not None
    )  # fmt: skip
    sent = streaming_bulk(client, actions, index=name, chunk_size=_CHUNK, raise_on_error=False, max_retries=5)
    for _well, item in sent:
        done = next(iter(item.values()))
        if not _confirmed(done["status"], done):
            logger.error("Elasticsearch refused %s: %s", done["_id"], refusal(done["error"], done["status"]))


def _behind(client: Elasticsearch, alias: str) -> list[str]:
    try:
        found = client.indices.get_alias(name=alias)
    except NotFoundError:
        return []
    with reading():
        return sorted(found.body.keys())


def _forget_all_but(client: Elasticsearch, alias: str, kept: set[str]) -> None:
    for name in client.indices.get(index=f"{alias}-*", ignore_unavailable=True):
        found = _NAME.fullmatch(name)
        if found and found["alias"] == alias and name not in kept:
            client.indices.delete(index=name, ignore_unavailable=True)
