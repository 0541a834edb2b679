"""The rows of the bad-input catalogue (reliability.md, section 5) that have a test, read from the tests themselves.

A test says its rows by its name (`test_b28_…`) or in what it is parametrised with (`("B07", …)`).
"""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parent
ASKED = [f"B{number:02}" for number in (*range(1, 61), 64, *range(66, 71))]
NO_SUCH_FIELD_YET = {
    "B20": "no field holds an amount",
    "B21": "no field holds an amount",
    "B26": "no field holds an hour",
}
ROW = re.compile(r"^B\d\d\b")


def rows_of(path):
    module = ast.parse(path.read_text(encoding="utf-8"))
    assigned = {
        target.id: one.value
        for one in module.body
        if isinstance(one, ast.Assign)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
    tests = [one for one in module.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")]
    named = [word.upper() for test in tests for word in test.name.split("_")]
    tried = [word for test in tests for one in test.decorator_list for word in words_in(one, assigned)]
    return {match[0] for word in [*named, *tried] if (match := ROW.match(word))}


def words_in(expression, assigned):
    """Every text of an expression, and of the tables that it names; a table is read once."""
    tables = dict(assigned)
    waiting = [expression]
    while waiting:
        for one in ast.walk(waiting.pop()):
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                yield one.value
            elif isinstance(one, ast.Name) and one.id in tables:
                waiting.append(tables.pop(one.id))


def test_every_row_has_its_test_or_has_no_field_yet():
    covered = {row for path in TESTS.rglob("test_*.py") for row in rows_of(path)}

    assert [row for row in ASKED if row not in covered] == list(NO_SUCH_FIELD_YET)
