"""A check for schemathesis, which loads this file in an environment of its own: nothing of Halfhour can be imported."""

# mypy: disable-error-code="import-not-found, untyped-decorator"

from __future__ import annotations

import re
from typing import Any

import schemathesis

SAID_BY_NO_SCHEMA = (
    r"(organization_id: )?there is no such \w+$",  # an id of nothing
    r"Nothing is kept at this address",  # the same in an operation of a bulk
    r"not a cursor of this list in this order$",
    r"remove (the NUL character|invisible characters)",  # no schema says it without spoiling its patterns
    r"use an IANA time zone",
    r"use a year from 1001 to 9998$",
    r"Give a time that has passed",
    r"is before the talk began$",
    r"It came with another body before\.",  # the Idempotency-Key
    r"give a full_name, or a given_name or family_name$",  # either of two fields
    r"give a text or a question_id$",
    r"a note is about exactly one thing$",
    r"does not name each item of the agenda once$",
    r"Choose another contact to merge into this one\.$",
    r"Say who named them, and whom: two different contacts\.$",
    r".* is whom you talked with\.",
    r"name each career once$",  # ids in one parameter, with commas between them
    r"name a note or an agenda item, not both$",
    r"(there is|this talk has) no such (\w+ )+(with them|on this talk's agenda)$",
    r"this talk has no such [\w ]+$",
    r"(has passed|is before the ask|is before the talk|is offered already)$",
    r"Record it on the talk that you ask for",  # an ask among letters
    r"Write down their e-mail address first\.$",
    r"the address .* can't be written to$",
    r"(can't be an address|is missing|this one can only be read)$",  # of a connection
    r"enter the password as the provider shows it$",
    r"there is nothing called ",  # a name in braces
    r"The file has \d+ columns; choose a field for each",
    r"It does not begin as a ZIP does\.",  # an export of a whole account, which no made-up bytes are
    r"There is nothing in it\.",  # an attachment; bytes made up for a schema don't heed its minLength
    r"not an e-mail address$",  # one @, and letters that can be printed
    r"(HubSpot|Twenty|Monica|Nobody) (runs at an address of yours|has no address of yours|wants a key|takes no key)$",
    r"the key was meant for another address$",
    r"there is no field \w+ that goes there$",  # of the three CRMs, each has some
    r"\w+ (is needed there|can't go to [\w.]+)$",
    r"[\w.]+ (is not the name of a field there|would get \w+ and \w+)$",
    r"is needed (with a password|for another server or name)$",  # of the mail account as it is
    r"(This is not a calendar file|There is no calendar in this file|The calendar file )",  # bytes made up
    r"(this is no (web )?address|it (holds a name or a password|is not encrypted)|there is no port 0)$",  # of a webhook
    r"(what follows # is never sent|Halfhour does not go to private addresses)$",
    r"there are no events called ",
    r"Input should be a valid integer$",  # 74.0, which JSON Schema takes for an integer and we don't
)
"""Reasons for a 422 that only one can have who knows the data, the calendar or the request before."""


@schemathesis.check
def refusal_of_valid_data(_ctx: Any, response: Any, case: Any) -> None:
    """What fits the schema is refused as invalid only for a reason that no schema could have told."""
    if response.status_code != 422 or case.meta is None or not case.meta.generation.mode.is_positive:
        return
    problem = response.json()
    if case.operation.definition.raw["operationId"] == "add_import" or problem["code"] == "weak_password":
        return  # a schema says no more of a file than that it is bytes, and of a password than how long it is
    reasons = [each["message"] for each in problem["errors"]] or [problem["detail"]]
    unexplained = [reason for reason in reasons if not any(re.match(known, reason) for known in SAID_BY_NO_SCHEMA)]
    if unexplained:
        raise AssertionError(f"fits the schema, but is refused: {unexplained}")
