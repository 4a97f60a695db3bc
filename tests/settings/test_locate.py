from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbreak.settings.locate import key_lines, nearest_line
from deskbreak.settings.problems import KeyPath

DOCUMENT = '''\
# a comment with [brackets] and "quotes"
profile = "x" # = [
a.b.c = 1
text = """
[not.a.table]
key = 1
"""
raw = \'\'\'
it's [fine]\'\'\'
when = 2026-01-01 10:00:00
point = 1.5
[[breaks]]
name = "a" ; [[breaks]]
'''.replace(" ; ", "\n")
EXPECTED = {
    ("profile",): 2,
    ("a",): 3,
    ("a", "b"): 3,
    ("a", "b", "c"): 3,
    ("text",): 4,
    ("raw",): 8,
    ("when",): 10,
    ("point",): 11,
    ("breaks",): 12,
    ("breaks", 0): 12,
    ("breaks", 0, "name"): 13,
    ("breaks", 1): 14,
}


def test_every_key_is_found_among_strings_comments_and_entries() -> None:
    assert key_lines(DOCUMENT) == EXPECTED


def test_keys_of_inline_tables_and_items_of_lists_have_lines() -> None:
    text = 'breaks = [\n  {name = "a", every = "1m"},\n  {name = "b"},\n]\n[s]\n"odd key" = [[1], [\n2]]\n'
    lines = key_lines(text)
    assert lines["breaks", 0, "every"] == 2
    assert lines["breaks", 1, "name"] == 3
    assert lines["s", "odd key"] == 6
    assert lines["s", "odd key", 1, 0] == 7


def test_tables_below_an_entry_belong_to_the_last_one() -> None:
    lines = key_lines("[[a]]\n[a.b]\nx = 1\n[[a]]\n[a.b]\nx = 2\n")
    assert (lines["a", 0, "b", "x"], lines["a", 1, "b", "x"]) == (3, 6)


def test_what_is_missing_has_the_line_of_what_is_around_it() -> None:
    assert nearest_line({("breaks", 1): 7}, ("breaks", 1, "every")) == 7
    assert nearest_line({}, ("breaks",)) is None


names = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
scalars = st.one_of(st.integers(-9, 9), st.booleans(), st.text(max_size=12), st.dates(), st.floats(allow_nan=False))
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3))


def paths(value: Any, at: KeyPath = ()) -> Iterator[KeyPath]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, below in items:
        yield (*at, part)
        yield from paths(below, (*at, part))


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(names, values, max_size=5), st.booleans())
def test_the_paths_found_are_those_of_the_parsed_file(table: dict[str, Any], multiline: bool) -> None:
    text = tomli_w.dumps(table, multiline_strings=multiline)
    lines = key_lines(text)
    assert set(lines) == set(paths(tomllib.loads(text)))
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
