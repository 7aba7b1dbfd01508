"""The search of Wagtail's admin (pages, images, documents), made to bear whatever is typed in it.

modelsearch 1.3.2 writes the typed words between quotation marks in a full-text query without looking at those that
they hold: on SQLite `"` in any search box was answered by « OperationalError: unterminated string », an error 500. The
index knows words only, so a mark is read as a space. Nor does it bear a page of text pasted in the box: each word is an
operator inside another, and three thousand end in a « RecursionError ».
"""

from typing import Any

from django.db import connection
from wagtail.search.backends import database
from wagtail.search.query import Phrase, PlainText

MOST_LETTERS = 200


def bearable(query: Any) -> Any:
    """The same query, its quotation marks turned into spaces, its first letters; a combination is left as it is."""
    if isinstance(query, PlainText):
        return PlainText(_words(query.query_string), operator=query.operator, boost=query.boost)
    if isinstance(query, Phrase):
        return Phrase(_words(query.query_string))
    return query


def _words(text: str) -> str:
    return text.replace('"', " ")[:MOST_LETTERS]


def SearchBackend(params: dict[str, Any]) -> Any:  # the name under which Wagtail looks for it
    """Wagtail's own backend for the database in use."""
    backend = database.SearchBackend(params)
    if connection.vendor == "sqlite":
        from wagtail.search.backends.database.sqlite import sqlite  # its tables exist on SQLite only

        builder, nothing = "build_search_query_content", sqlite.SearchQueryExpression("")
    else:
        builder, nothing = "build_tsquery_content", None
    for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
        setattr(backend, name, _bearing(getattr(backend, name), builder, nothing))
    return backend


def _bearing(compiler: type[Any], builder: str, nothing: Any) -> type[Any]:
    """The same, whose method `builder` is given what it bears, and gives `nothing` where there is no word."""
    build = getattr(compiler, builder)

    def built(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        content = build(self, bearable(query), *args, **kwargs)
        return nothing if content is None else content

    return type(compiler.__name__, (compiler,), {builder: built})
