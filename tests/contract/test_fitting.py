"""The checker of examples can refuse."""

from typing import Any

import pytest

from tests.contract.fitting import misfits

DOCUMENT: dict[str, Any] = {
    "components": {
        "schemas": {
            "Person": {
                "type": "object",
                "required": ["name"],
                "additionalProperties": False,
                "properties": {
                    "name": {"type": "string", "minLength": 1, "maxLength": 5, "pattern": r"\S"},
                    "born": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
                    "seen": {"type": "string", "format": "date-time"},
                    "tags": {"type": "array", "items": {"enum": ["a", "b"]}, "maxItems": 2},
                    "age": {"type": "integer", "minimum": 0, "maximum": 130},
                    "friend": {"$ref": "#/components/schemas/Person"},
                },
            }
        }
    }
}
PERSON = {"$ref": "#/components/schemas/Person"}


@pytest.mark.parametrize(
    "value",
    [
        {"name": "Ana"},
        {"name": "Ana", "born": None, "tags": ["a"], "age": 7, "friend": {"name": "Bo", "born": "1990-02-28"}},
        {"name": "Ana", "seen": "2026-11-22T09:30:00.000000Z"},
    ],
)
def test_what_fits_is_taken(value: Any) -> None:
    assert list(misfits(value, PERSON, DOCUMENT)) == []


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        {"name": ""},
        {"name": "Anabel"},
        {"name": " "},
        {"name": 5},
        {"name": "Ana", "nick": "A"},
        {"name": "Ana", "born": "1990-02-30"},
        {"name": "Ana", "seen": "2026-11-22T09:30:00"},
        {"name": "Ana", "tags": ["c"]},
        {"name": "Ana", "tags": ["a", "a", "a"]},
        {"name": "Ana", "age": True},
        {"name": "Ana", "age": 131},
        {"name": "Ana", "friend": {"name": "Bo", "friend": {}}},
    ],
)
def test_what_does_not_fit_is_told(value: Any) -> None:
    assert list(misfits(value, PERSON, DOCUMENT))


def test_a_keyword_that_the_checker_does_not_know_is_not_passed_over() -> None:
    with pytest.raises(AssertionError, match="multipleOf"):
        list(misfits(4, {"multipleOf": 2}, DOCUMENT))
