"""What Bob tries with what is Alice's, and what must come of it: nothing, and the same as with what does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import product
from typing import Any

import httpx

from halfhour.core.clock import new_id
from tests.tenancy.filling import AN_ID, Recipe, at, ids_in, is_id, pointer
from tests.tenancy.operations import Operation
from tests.tenancy.world import Ledger, World, learn

PASSING = frozenset({"date", "x-request-id", "content-length"})
"""Headers that differ between any two answers."""


class Matrix:
    """Alice, whose things are tried; Bob, who tries them; and the ledger of what Alice has."""

    def __init__(self, alice: World, bob: World, ledger: Ledger) -> None:
        self.alice = alice
        self.bob = bob
        self.ledger = ledger
        self.before = ledger.rows()
        self.hers = ledger.ids()

    def failures(self, operations: Iterable[Operation]) -> list[str]:
        """What went wrong, by operation; empty when the walls hold."""
        found = []
        for operation in operations:
            found += [f"{operation}: {what}" for what in self._probes(operation)]
            changed = self.ledger.changed_since(self.before)
            if changed:
                found.append(f"{operation}: CHANGED {', '.join(changed)} of Alice")
                self.before = self.ledger.rows()
        return found

    def _probes(self, operation: Operation) -> Iterator[str]:
        if operation.path_names:
            yield from self._in_the_path(operation)
        if operation.media == "application/json":
            yield from self._in_the_body(operation)
        if operation.method == "GET":
            yield from self._in_the_query(operation)
            yield from self._cursors(operation)

    # Ids in the path

    def _in_the_path(self, operation: Operation) -> Iterator[str]:
        """Every mixture of Bob's ids and Alice's with at least one of hers: nothing is there."""
        if operation.media == "application/json":
            learn(self.bob, operation)
        hers, his = self.alice.own(operation), self.bob.own(operation)
        body = self.bob.body(operation) if operation.media == "application/json" else None
        for whose in product((True, False), repeat=len(operation.path_names)):
            if not any(whose):
                continue
            foreign, missing = {}, {}
            for name, is_hers in zip(operation.path_names, whose, strict=True):
                foreign[name] = hers[name] if is_hers else his[name]
                missing[name] = new_id() if is_hers else his[name]
            yield from self._alike(self._ask(operation, foreign, body), self._ask(operation, missing, body), 404)

    # Ids in the body

    def _in_the_body(self, operation: Operation) -> Iterator[str]:
        """Each id of a body in turn is Alice's: it is refused as one that does not exist."""
        for form in self.bob.contract.forms(operation):
            if not any(ids_in(self.bob.body(operation, Recipe(form)))):
                continue
            learn(self.bob, operation, form)
            for place, body in self._bodies(operation, form):
                name = next(str(part) for part in reversed(place) if isinstance(part, str))
                foreign = self.alice.id_for(operation, name)
                mine = self.bob.own(operation)
                yield from self._alike(
                    self._ask(operation, mine, at(body, place, foreign)),
                    self._ask(operation, mine, at(body, place, new_id())),
                    None,
                    pointer(place),
                )

    def _bodies(self, operation: Operation, form: int) -> Iterator[tuple[tuple[Any, ...], Any]]:
        """Each place of an id, with a body that has one there."""
        recipe = self.bob.contract.recipes[operation.id, form]
        full = self.bob.body(operation, recipe._replace(dropped=frozenset(), all_fields=True))
        places = list(ids_in(full))
        usual = {pointer(place) for place in ids_in(self.bob.body(operation, recipe))}
        for place in places:
            if pointer(place) in usual:
                yield place, self.bob.body(operation, recipe)
            else:
                others = frozenset(pointer(each) for each in places if each != place)
                yield place, self.bob.body(operation, Recipe(form, recipe.plain, others))

    # Ids and words in the query

    def _in_the_query(self, operation: Operation) -> Iterator[str]:
        """Filters by what is Alice's find nothing of hers."""
        mine = self.bob.own(operation)
        yield from self._leaks(self.bob.send(operation))
        for parameter in operation.query:
            if is_id(parameter.schema):
                foreign, missing = self.alice.id_for(operation, parameter.name), new_id()
                answers = [self.bob.send(operation, mine, **{parameter.name: id_}) for id_ in (foreign, missing)]
                yield from self._alike((answers[0], {foreign}), (answers[1], {missing}), 200)
            elif "string" in str(parameter.schema) and "enum" not in str(parameter.schema):
                sent = {parameter.name: self.alice.canary}
                yield from self._leaks(self.bob.send(operation, mine, **sent), words=False)

    def _cursors(self, operation: Operation) -> Iterator[str]:
        """Where a list of Alice's goes on, nothing of hers comes in Bob's."""
        if not {"cursor", "limit"} <= {each.name for each in operation.query}:
            return
        page = self.alice.send(operation, limit=1).json()
        if page.get("next_cursor"):
            for limit in (1, 50):
                answer = self.bob.send(operation, cursor=page["next_cursor"], limit=limit)
                yield from self._leaks(answer)

    # Judging

    def _ask(self, operation: Operation, ids: Mapping[str, str], body: Any) -> tuple[httpx.Response, set[str]]:
        asked = self.bob.request(operation, ids, body=body)
        answer = (self.bob.person if operation.tokens else self.bob.browser).request(**asked)
        return answer, set(AN_ID.findall(f"{asked['url']} {asked.get('json')}"))

    def _alike(
        self,
        foreign: tuple[httpx.Response, set[str]],
        missing: tuple[httpx.Response, set[str]],
        status: int | None,
        where: str = "its address",
    ) -> Iterator[str]:
        answer, sent = foreign
        yield from self._leaks(answer, sent)
        if status is not None and answer.status_code != status:
            yield f"a foreign id in {where} gives {answer.status_code}, not {status}: {answer.text[:300]}"
        if answer.status_code >= 500:
            yield f"a foreign id in {where} gives {answer.status_code}: {answer.text[:300]}"
        if answer.status_code == 422 and not _points_at(answer, where):
            yield f"the probe of {where} is empty, because something else is refused: {answer.text[:300]}"
        if _plain(*foreign) != _plain(*missing):
            yield f"ORACLE in {where}: {_plain(*foreign)} for a foreign id, {_plain(*missing)} for one that nobody has"

    def _leaks(self, answer: httpx.Response, sent: Set[str] = frozenset(), *, words: bool = True) -> Iterator[str]:
        shown = answer.text + str(answer.headers)
        if words and self.alice.canary in shown:
            yield f"LEAK of Alice's words in {answer.status_code}: {shown[:300]}"
        if ids := self.hers.intersection(AN_ID.findall(shown)) - sent:
            yield f"LEAK of Alice's ids {sorted(ids)[:3]} in {answer.status_code}"


def _points_at(answer: httpx.Response, where: str) -> bool:
    pointers = [each["pointer"] for each in answer.json().get("errors", [])]
    return any(where.startswith(each) or each.startswith(where.rpartition("/")[0]) for each in pointers)


def _plain(answer: httpx.Response, sent: set[str]) -> tuple[int, str, dict[str, str]]:
    """An answer without what was sent and what differs each time."""
    text = answer.text
    headers = {name: value for name, value in answer.headers.items() if name not in PASSING}
    for id_ in sent:
        text = text.replace(id_, "ID")
    if answer.is_success and answer.request.method != "GET":
        return answer.status_code, "", {}
    return answer.status_code, text, headers
