"""Push: what was chosen is written there, one thing after the other, each found again should we be cut off."""

from typing import Any

from ...core.clock import clock
from ...core.worker import Retry
from . import changes, kept, plain, rules
from .errands import Office, Over, greet
from .models import CrmChoice, CrmConnection, CrmRef, CrmState, What
from .plain import Item, Person, Refs
from .seam import Crm, Gone, Known, Rejected, Sought, Theirs, Trouble, Values


def push(office: Office, *, by_hand: bool) -> None:
    """Send all there is to send: of everybody, or of those whom something has happened to since the last push.
    `by_hand`: the person has pressed push, so what was deleted there is added again.

    Raises:
        Refused, Later, Over, LeaseLost
        Retry: there are many, and others shall have a turn in between.
    """
    record = office.connection
    with office.trip.reading() as store:
        cursor = changes.newest(store, record.cursor)
        only = None if by_hand else changes.touched(store, record.cursor)
        refs = Refs(kept.refs(store, record.id))
    tried: dict[str, str] = {}
    with office.open() as crm:
        pusher = Pusher(office, crm, refs, only, by_hand=by_hand)
        if by_hand:
            pusher.greet()
        while pusher.round(tried):
            pass
    with office.trip.writing() as store:
        done = {"state": CrmState.READY.value, "cursor": cursor, "last_synced_at": store.now}
        store.project(CrmConnection, record.id, {**done, **kept.NO_ERROR})


def has_news(person: Person, refs: Refs, *, add_people: bool) -> bool:
    """Whether there is anything to send of somebody."""
    for item in person.items:
        ref = refs.get(item.what, item.key)
        if ref is None or ref.their_id is None:
            return True
        if (item.what is not What.PERSON or add_people) and rules.has_news(item.values, ref.pushed):
            return True
    return False


def sought(person: Person, ref: CrmRef | None, mark: str) -> Sought:
    """How somebody is found there."""
    ours = person.items[0].values
    given, family = (str(ours[name]) if ours.get(name) else None for name in ("given_name", "family_name"))
    return Sought(person.emails, given, family, ref.began_at if ref is not None else None, mark)


class Pusher:
    """Sends people over one line."""

    def __init__(self, office: Office, crm: Crm, refs: Refs, only: frozenset[str] | None, *, by_hand: bool) -> None:
        self.office, self.crm, self.refs, self.only, self.by_hand = office, crm, refs, only, by_hand
        self.connection = office.connection
        self._sent = 0
        self._greeted = False

    def greet(self) -> None:
        """See once that the key is good, and learn what links are made of."""
        if not self._greeted:
            greet(self.crm)
            self._greeted = True

    def round(self, tried: dict[str, str]) -> bool:
        """Send whoever has something to send and was not tried as they are now; False when there was nobody."""
        with self.office.trip.reading() as store:
            chosen = [each for each in kept.choices(store, self.connection.id) if self._is_meant(each)]
        busy = False
        for choice in chosen:
            person = self._news(choice)
            if person is None or tried.get(person.contact_id) == person.digest:
                continue
            if self._sent == rules.AT_A_STRETCH:
                raise Retry(rules.BREATH)
            self.greet()
            self._sent += 1
            tried[person.contact_id] = person.digest
            self._send(choice, person)
            busy = True
        return busy

    def _is_meant(self, choice: CrmChoice) -> bool:
        return choice.released_at is not None and (self.only is None or choice.contact_id in self.only)

    def _news(self, choice: CrmChoice) -> Person | None:
        with self.office.trip.reading() as store:
            person = plain.person(store, self.connection, self.office.names, self.refs, choice.contact_id)
        if person is None or choice.tried == person.digest:  # which pressing push forgets
            return None
        news = choice.pushed_at is None or has_news(person, self.refs, add_people=self.connection.push_people)
        return person if news or choice.last_error is not None else None

    def _send(self, choice: CrmChoice, person: Person) -> None:
        """Send all of somebody; what is refused does not keep back the rest, unless it is the person."""
        problem: Trouble | None = None
        person_id: str | None = None
        for item in person.items:
            ref = self.refs.get(item.what, item.key)
            if ref is not None and self._is_settled(item, ref):
                person_id = ref.their_id if item.what is What.PERSON else person_id
                continue
            try:
                if not self.office.hold(person.contact_id):
                    return
                their_id = self._put(person, item, person_id)
            except (Rejected, Gone) as trouble:
                problem = problem or trouble
                if item.what is What.PERSON:
                    break
                continue
            person_id = their_id if item.what is What.PERSON else person_id
        with self.office.trip.writing() as store:
            choice.tried = person.digest if problem else None
            choice.last_error, choice.advice = (problem.says, problem.advice) if problem else (None, None)
            choice.pushed_at = choice.pushed_at if problem else store.now
            kept.note_standing(store, choice)

    def _is_settled(self, item: Item, ref: CrmRef) -> bool:
        """Whether there is nothing to do about one thing. Of a person whom push was pressed for, it is looked whether
        they are still there."""
        if ref.their_id is None or (item.what is What.PERSON and self.by_hand):
            return False
        frozen = item.what is What.PERSON and not self.connection.push_people
        return frozen or not rules.has_news(item.values, ref.pushed)

    def _put(self, person: Person, item: Item, person_id: str | None) -> str:
        """Have one thing there as it is here; gives their id of it."""
        ref = self.refs.get(item.what, item.key)
        if ref is not None and ref.their_id is not None:
            try:
                return self._change(item, ref, ref.their_id, person_id)
            except Gone:
                if not self.by_hand:
                    raise
                self._forget(ref)
                ref = None
        mark = rules.mark_of(self.connection.id, item.what, item.key)
        found = self._find(person, item, ref, person_id, mark)
        if found is None:
            self._begin(person, item, ref)
            try:
                made = self.crm.create(item.what, person_id, rules.filled(item.values), mark)
            except Known as known:
                found = self.crm.read(item.what, known.id)
            else:
                self._note(person, item, made)
                return made.id
        self._link(person, item, ref, found, person_id)
        return found.id

    def _change(self, item: Item, ref: CrmRef, their_id: str, person_id: str | None) -> str:
        """Write what changed here since it was sent, and nothing else."""
        is_person = item.what is What.PERSON
        if is_person and self.by_hand:
            self.crm.read(item.what, their_id)  # whatever hangs on them needs them to be there
        if (is_person and not self.connection.push_people) or not rules.has_news(item.values, ref.pushed):
            return their_id
        unknown = any(field not in ref.pushed for field in item.values)
        there = self.crm.read(item.what, their_id).values if unknown else None
        written = _written(rules.to_change(item.values, ref.pushed, there))
        if written:
            mark = rules.mark_of(self.connection.id, item.what, item.key)
            try:
                self.crm.change(item.what, their_id, person_id, written, mark)
            except Known as known:
                raise Rejected("Somebody else there has this e-mail address.", "Merge the two there.") from known
        ref.pushed, ref.pushed_at = {**ref.pushed, **item.values}, clock.now()
        self._save(ref)
        return their_id

    def _find(self, person: Person, item: Item, ref: CrmRef | None, person_id: str | None, mark: str) -> Theirs | None:
        if item.what is What.PERSON:
            found = self.crm.find_person(sought(person, ref, mark))
            if found is None and not self.connection.push_people:
                raise not_added()
            return found
        began = ref is not None and ref.began_at is not None
        return self.crm.find(item.what, person_id or "", mark, item.values) if began else None

    def _link(self, person: Person, item: Item, ref: CrmRef | None, found: Theirs, person_id: str | None) -> None:
        """Take a row of theirs for ours. Of a person it had before, only what is empty there is filled."""
        if item.what is What.PERSON:
            written = _written(rules.to_link(item.values, found.values)) if self.connection.push_people else {}
        else:
            written = _written(rules.to_change(item.values, ref.pushed if ref is not None else item.values))
        if written:
            mark = rules.mark_of(self.connection.id, item.what, item.key)
            self.crm.change(item.what, found.id, person_id, written, mark)
        self._note(person, item, found)

    def _begin(self, person: Person, item: Item, ref: CrmRef | None) -> None:
        """Keep, before anything is made there, that it may have been, and how it was."""
        began = ref.began_at if ref is not None and ref.began_at is not None else clock.now()
        self._save(self._ref(person, item, began_at=began))

    def _note(self, person: Person, item: Item, theirs: Theirs) -> None:
        self._save(self._ref(person, item, their_id=theirs.id, link=theirs.link, pushed_at=clock.now()))

    def _ref(self, person: Person, item: Item, **more: Any) -> CrmRef:
        which: dict[str, Any] = {"connection_id": self.connection.id, "what": item.what.value, "key": item.key}
        owner = self.connection.owner_id
        return CrmRef(owner_id=owner, contact_id=person.contact_id, pushed=dict(item.values), **which, **more)

    def _save(self, ref: CrmRef) -> None:
        with self.office.trip.writing() as store:
            if store.first(CrmConnection, id=ref.connection_id) is None:
                raise Over
            kept.put_ref(store, ref)
        self.refs.put(ref)

    def _forget(self, ref: CrmRef) -> None:
        with self.office.trip.writing() as store:
            kept.drop_ref(store, ref)
        self.refs.drop(ref)


def not_added() -> Rejected:
    return Rejected(
        "They are not there, and you have switched off adding people.",
        "Add them there with the same e-mail address, or switch on adding people.",
    )


def _written(differences: list[rules.Difference]) -> Values:
    return {each.field: each.after for each in differences if not each.kept}
