"""No two files of a room import each other, directly or through others: each can be read, and moved, alone.

Imports inside functions and under `TYPE_CHECKING` count: hidden or not, they tie.
"""

import grimp
import pytest

ROOMS = ("portal", "home", "events", "directory", "search")


def circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that reach each other (strongly connected, of two or more)."""
    reach = {module: _reached(module, imports) for module in imports}
    groups = {frozenset(other for other in reach[one] if one in reach[other]) | {one} for one in imports}
    return sorted(sorted(group) for group in groups if len(group) > 1)


def _reached(start: str, imports: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = [start]
    while ahead:
        for module in imports.get(ahead.pop(), set()) - found:
            found.add(module)
            ahead.append(module)
    return found


def imports_of(room: str) -> dict[str, set[str]]:
    graph = grimp.build_graph(room, exclude_type_checking_imports=False, cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def folders(imports: dict[str, set[str]], room: str) -> dict[str, set[str]]:
    """The same one level below the room: its folders and lone files."""
    found: dict[str, set[str]] = {}
    for module, others in imports.items():
        here = _box(module, room)
        if here:
            found.setdefault(here, set()).update(
                box for other in others if (box := _box(other, room)) not in ("", here)
            )
    return found


def _box(module: str, room: str) -> str:
    return ".".join(module.split(".")[:2]) if module != room else ""


@pytest.mark.parametrize("room", ROOMS)
def test_no_circle_of_files(room: str) -> None:
    assert circles(imports_of(room)) == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_circle_of_folders(room: str) -> None:
    assert circles(folders(imports_of(room), room)) == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_seen_at_a_glance(room: str) -> None:
    boxes = {box for module in imports_of(room) if (box := _box(module, room))}
    assert len(boxes) < 20, sorted(boxes)


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [["b", "c"]]
