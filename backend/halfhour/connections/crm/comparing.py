"""Compare: what pushing would create and change there, found out without changing anything."""

from typing import Any

from . import kept, plain, rules
from .errands import Office, greet
from .models import CrmPreview, CrmRef, PreviewState, What
from .plain import Item, Person, Refs
from .pushing import has_news, not_added, sought
from .seam import Crm, Gone, Known, Rejected, Theirs, Trouble

GONE = "It was deleted there. It would be added again."


def compare(office: Office) -> None:
    """Keep what pushing everybody who is chosen would do.

    Raises:
        Refused, Later, Over, LeaseLost
    """
    record = office.connection
    with office.trip.reading() as store:
        refs = Refs(kept.refs(store, record.id))
        people = [
            person
            for choice in kept.choices(store, record.id)
            if (person := plain.person(store, record, office.names, refs, choice.contact_id)) is not None
            and has_news(person, refs, add_people=record.push_people)
        ]
    items: list[dict[str, Any]] = []
    with office.open() as crm:
        greet(crm)
        comparer = Comparer(office, crm, refs)
        for person in people[: rules.COMPARED]:
            if office.hold(person.contact_id):
                items += comparer.person(person)
    left = max(0, len(people) - rules.COMPARED)
    note(office, PreviewState.READY, items=items, people_left=left)


def note(office: Office, state: PreviewState, trouble: Trouble | None = None, **values: Any) -> None:
    """Keep how far the comparison has come, unless it was asked for anew by another."""
    with office.trip.writing() as store:
        before = kept.preview(store, office.connection.id)
        if before is None:
            return
        told = (
            {"last_error": trouble.says, "advice": trouble.advice} if trouble else {"last_error": None, "advice": None}
        )
        made = store.now if state is PreviewState.READY else None
        values = {**before.model_dump(), **told, **values, "state": state.value, "made_at": made}
        kept.put_preview(store, CrmPreview(**values))


class Comparer:
    """Looks people up over one line."""

    def __init__(self, office: Office, crm: Crm, refs: Refs) -> None:
        self.office, self.crm, self.refs = office, crm, refs
        self.connection = office.connection

    def person(self, person: Person) -> list[dict[str, Any]]:
        """What would be done for somebody; if they themselves are refused, nothing else would be sent."""
        found = []
        for item in person.items:
            try:
                told = self._item(person, item)
            except (Rejected, Gone, Known) as trouble:
                told = self._told(person, item, "refused", [], problem=trouble.says)
            if told is not None:
                found.append(told)
                if item.what is What.PERSON and told["action"] == "refused":
                    break
        return found

    def _item(self, person: Person, item: Item) -> dict[str, Any] | None:
        ref = self.refs.get(item.what, item.key)
        is_person = item.what is What.PERSON
        if ref is not None and ref.their_id is not None:
            return self._known(person, item, ref, ref.their_id)
        if is_person:
            mark = rules.mark_of(self.connection.id, item.what, item.key)
            theirs = self.crm.find_person(sought(person, ref, mark))
            if theirs is not None:
                return self._linked(person, item, theirs)
            if not self.connection.push_people:
                raise not_added()
        return self._told(person, item, "create", rules.to_link(item.values, {}))

    def _known(self, person: Person, item: Item, ref: CrmRef, their_id: str) -> dict[str, Any] | None:
        is_person = item.what is What.PERSON
        if (is_person and not self.connection.push_people) or not rules.has_news(item.values, ref.pushed):
            return None
        try:
            theirs = self.crm.read(item.what, their_id)
        except Gone:
            return self._told(person, item, "create", rules.to_link(item.values, {}), problem=GONE)
        differences = rules.to_change(item.values, ref.pushed, theirs.values)
        if not differences:
            return None
        return self._told(person, item, "change", differences, link=theirs.link or ref.link)

    def _linked(self, person: Person, item: Item, theirs: Theirs) -> dict[str, Any]:
        differences = rules.to_link(item.values, theirs.values) if self.connection.push_people else []
        action = "change" if any(not each.kept for each in differences) else "link"
        return self._told(person, item, action, differences, link=theirs.link)

    def _told(
        self,
        person: Person,
        item: Item,
        action: str,
        differences: list[rules.Difference],
        *,
        link: str | None = None,
        problem: str | None = None,
    ) -> dict[str, Any]:
        names = self.office.names[item.what]
        return {
            "contact_id": person.contact_id,
            "full_name": person.full_name,
            "what": item.what.value,
            "words": item.words,
            "action": action,
            "link": link,
            "differences": [
                {
                    "field": each.field,
                    "meaning": rules.meaning(item.what, each.field),
                    "theirs": names[each.field],
                    "before": rules.shown(each.before),
                    "after": rules.shown(each.after),
                    "kept": each.kept,
                }
                for each in differences
            ],
            "problem": problem,
        }
