"""A document as the server holds it: what the database analysed, in fields that need no analysis of the server's own.

Terms come from `search.index.analysis`, so that a correction, a synonym or a stop word is decided once, in Python, for
every engine. A field of text is only cut at its spaces (the built-in `whitespace` analyzer): no custom analyzer, script
or plug-in is needed, and any server of version 8 or 9 will do.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from elasticsearch.dsl import Document, InnerDoc, M, MetaField, mapped_field
from elasticsearch.dsl.field import Boolean, Double, GeoPoint, Keyword, Long, Object, Text

from search.index.analysis import best_fields, split_fields
from search.models import SearchDocument

# A token over 255 characters would be cut in two by the server; no stem is that long (`search.question.text.MAX_WORD`).
_LONGEST = 255
# All of a whole country may have to be put in order: see `search.engines.elastic.engine`.
MOST = 100_000


def _terms() -> Any:
    """Terms that are only looked up: what a match is worth comes with the question, not from their frequency."""
    return mapped_field(Text(analyzer="whitespace", index_options="docs", norms=False), default="")


def _phrases() -> Any:
    return mapped_field(Text(analyzer="whitespace", norms=False), default="")


class Terms(InnerDoc):
    """Stems and pairs of neighbours, each in the heaviest field that holds it, as in `SearchPosting`."""

    name: M[str] = _terms()
    services: M[str] = _terms()
    place: M[str] = _terms()
    body: M[str] = _terms()
    general: M[str] = _terms()


class Stems(InnerDoc):
    """The stems of each field in order, for phrases of three and more."""

    name: M[str] = _phrases()
    services: M[str] = _phrases()
    place: M[str] = _phrases()
    body: M[str] = _phrases()
    general: M[str] = _phrases()


class ElasticDocument(Document):
    """`row` is the primary key of the document in the database; `facets` and `spans` have a field a group, a kind."""

    key: M[str] = mapped_field(Keyword())
    row: M[int] = mapped_field(Long(index=False))
    kind: M[str] = mapped_field(Keyword())
    location: M[dict[str, float] | None] = mapped_field(GeoPoint())
    # A geo_point is kept to a centimetre: distances that are shown and compared are those of these.
    latitude: M[float | None] = mapped_field(Double(index=False))
    longitude: M[float | None] = mapped_field(Double(index=False))
    approximate: M[bool] = mapped_field(Boolean())
    insee: M[str] = mapped_field(Keyword())
    zone: M[str] = mapped_field(Keyword())
    by_date: M[bool] = mapped_field(Boolean())
    boost: M[float] = mapped_field(Double(index=False))
    sort_title: M[str] = mapped_field(Keyword())
    facets: M[dict[str, list[str]]] = mapped_field(Object(dynamic=True))
    spans: M[dict[str, list[dict[str, str]]]] = mapped_field(Object(dynamic=True))
    terms: M[Terms] = mapped_field(Object(Terms))
    stems: M[Stems] = mapped_field(Object(Stems))

    class Meta:
        dynamic = MetaField("strict")
        dynamic_templates = MetaField(
            [
                {"facets": {"path_match": "facets.*", "mapping": {"type": "keyword"}}},
                {"spans": {"path_match": "spans.*", "mapping": {"type": "date_range"}}},
            ]
        )


def body_of_index() -> dict[str, Any]:
    """Settings and mappings of an index that holds such documents."""
    return {
        "settings": {
            "number_of_shards": 1,
            "auto_expand_replicas": "0-1",
            "refresh_interval": "1s",
            "max_result_window": MOST,
            # How long the revision of what was deleted is remembered: a late, older one must not bring it back.
            "gc_deletes": "1h",
        },
        "mappings": ElasticDocument._doc_type.mapping.to_dict(),
    }


def digest_of_index() -> str:
    """Changes with the mapping: an index with another one has to be built anew."""
    return hashlib.blake2b(json.dumps(body_of_index(), sort_keys=True).encode(), digest_size=4).hexdigest()


def content(found: SearchDocument) -> Mapping[str, Any]:
    """What is sent for a row of the index; its `spans` are read (prefetch them)."""
    by_field: defaultdict[str, list[str]] = defaultdict(list)
    for term, name in best_fields(found.stems).items():
        by_field[name].append(token(term.split()))
    phrases = {name: _cut(text.split()) for name, text in split_fields(found.stems).items()}
    position = None
    if found.latitude is not None and found.longitude is not None:
        position = {"lat": found.latitude, "lon": found.longitude}
    return ElasticDocument(
        key=found.key,
        row=found.pk,
        kind=found.kind,
        location=position,
        latitude=found.latitude,
        longitude=found.longitude,
        approximate=found.approximate,
        insee=found.insee,
        zone=found.zone,
        by_date=found.by_date,
        boost=found.boost,
        sort_title=found.sort_title,
        facets=json.loads(found.facets),
        spans=_spans(found),
        terms=Terms(**{name: " ".join(tokens) for name, tokens in by_field.items()}),
        stems=Stems(**phrases),
    ).to_dict()


def token(stems: Sequence[str]) -> str:
    """One or two stems as one token: « cart_gris »; no stem holds that sign."""
    return "_".join(stems)[:_LONGEST]


def _cut(stems: Sequence[str]) -> str:
    return " ".join(stem[:_LONGEST] for stem in stems)


def _spans(found: SearchDocument) -> dict[str, list[dict[str, str]]]:
    """By kind, each without its end; what lasts no time at all is there at its moment."""
    spans: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for one in found.spans.all():
        until = {"lt": one.end} if one.end > one.start else {"lte": one.start}
        spans[one.kind].append({name: moment.isoformat() for name, moment in ({"gte": one.start} | until).items()})
    return dict(spans)
