"""SQL as people compare it: no values, no quotes, a line for each clause, `table.*` for all columns of a table."""

import re
from collections.abc import Mapping

VALUE = re.compile(r"'(?:[^']|'')*'|(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?!\w)")
LIST = re.compile(r"\((?:\?|NULL)(?:, (?:\?|NULL))*\)")
CLAUSE = re.compile(r" (?=(?:FROM|WHERE|GROUP BY|HAVING|ORDER BY|LIMIT|INNER JOIN|LEFT OUTER JOIN|UNION)\b)")
# A run of columns of one table: « directory_helppoint.(id, name, …) ».
COLUMNS = re.compile(r"\b(\w+)\.\w+(?:, \1\.\w+)+(?![\w.(])")


def normalised(sql: str, tables: Mapping[str, list[str]]) -> str:
    """One statement, without its values; `tables` gives the columns of each table in their order.

    Lists of values are one: how many there are is the data's business, not the code's.
    """

    def columns(run: re.Match[str]) -> str:
        table = run[1]
        names = run[0].replace(f"{table}.", "").split(", ")
        return f"{table}.*" if names == tables.get(table) else f"{table}.({', '.join(names)})"

    text = LIST.sub("(…)", VALUE.sub("?", sql).replace('"', ""))
    return CLAUSE.sub("\n  ", COLUMNS.sub(columns, text))
