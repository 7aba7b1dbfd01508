"""The search of Wagtail's admin (pages, images, documents), made to bear a quotation mark on SQLite.

modelsearch 1.3.2 writes the typed words between quotation marks in a full-text query without looking at those that
they hold: `"` in any search box of the admin was answered by « OperationalError: unterminated string », an error 500.
The index knows words only, so a mark is read as a space.
"""

from typing import Any

from django.db import connection
from wagtail.search.backends import database
from wagtail.search.query import Phrase, PlainText


def without_marks(query: Any) -> Any:
    """The same query, its quotation marks turned into spaces; a combination of queries is left as it is."""
    if isinstance(query, PlainText):
        return PlainText(query.query_string.replace('"', " "), operator=query.operator, boost=query.boost)
    if isinstance(query, Phrase):
        return Phrase(query.query_string.replace('"', " "))
    return query


def SearchBackend(params: dict[str, Any]) -> Any:  # the name under which Wagtail looks for it
    """Wagtail's own backend for the database in use."""
    backend = database.SearchBackend(params)
    if connection.vendor == "sqlite":
        from wagtail.search.backends.database.sqlite import sqlite  # its tables exist on SQLite only

        class Bearing:
            def build_search_query_content(self, query: Any, config: Any = None) -> Any:
                content = super().build_search_query_content(without_marks(query), config)  # type: ignore[misc]
                return sqlite.SearchQueryExpression("") if content is None else content  # no word: finds nothing

        class Search(Bearing, sqlite.SQLiteSearchQueryCompiler):
            pass

        class Autocomplete(Bearing, sqlite.SQLiteAutocompleteQueryCompiler):
            pass

        backend.query_compiler_class = Search
        backend.autocomplete_query_compiler_class = Autocomplete
    return backend
