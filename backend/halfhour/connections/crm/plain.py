"""What there is to show of one contact, as plain values: nothing else of anybody ever leaves."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ...accounts.service import zone_of
from ...contacts.models import Activity, ActivityKind, Contact, Organization, Stage
from ...contacts.rules import linkedin_key
from ...core.store import Store
from ...interviews import asking
from ...interviews.models import Interview, InterviewMode, InterviewState
from ...notes.models import Note, NoteKind
from ...outreach.guard import follow_up_from, start_of
from ...outreach.models import Introduction, IntroductionState
from ...today.rules import CLOSE_LOOP_WITHIN, REMEMBERED, THANK_WITHIN, Kept, due_on
from . import rules
from .fields import HELD, NOT_HELD
from .models import CrmConnection, CrmRef, What
from .seam import Names, Values, only

_MODES = {InterviewMode.PHONE.value: "By phone", InterviewMode.VIDEO.value: "By video"}


class Refs:
    """What was sent on a connection: by what it is and its key, and by contact."""

    def __init__(self, found: Iterable[CrmRef] = ()) -> None:
        self._all: dict[tuple[str, str], CrmRef] = {}
        self._of: dict[str, set[tuple[str, str]]] = {}
        for each in found:
            self.put(each)

    def get(self, what: What, key: str) -> CrmRef | None:
        return self._all.get((what.value, key))

    def of(self, contact_id: str) -> list[CrmRef]:
        return [self._all[each] for each in sorted(self._of.get(contact_id, ()))]

    def put(self, ref: CrmRef) -> None:
        place = (ref.what, ref.key)
        self.drop(ref)
        self._all[place] = ref
        self._of.setdefault(ref.contact_id, set()).add(place)

    def drop(self, ref: CrmRef) -> None:
        before = self._all.pop((ref.what, ref.key), None)
        if before is not None:
            self._of[before.contact_id].discard((ref.what, ref.key))


class Item(NamedTuple):
    """One thing to show: what it is, which, and our values of it."""

    what: What
    key: str
    values: Values

    @property
    def words(self) -> str:
        """What it is, for the person."""
        title = self.values.get("title") or self.values.get("text")
        named = " ".join(str(self.values[name]) for name in ("given_name", "family_name") if self.values.get(name))
        return str(title or named or "A person").strip().splitlines()[0][:200]


class Person(NamedTuple):
    """A contact, by what they are found there, and all there is to show of them: themselves first."""

    contact_id: str
    full_name: str
    emails: tuple[str, ...]
    items: list[Item]

    @property
    def digest(self) -> str:
        return rules.digest(*self.items)


def person(store: Store, connection: CrmConnection, names: Names, refs: Refs, contact_id: str) -> Person | None:
    """All there is to show of a contact; None while they lie in the bin."""
    contact = store.first(Contact, id=contact_id)
    if contact is None:
        return None
    emails = tuple(dict.fromkeys(str(each["value"]).strip() for each in contact.emails if each.get("value")))
    items = [Item(What.PERSON, contact_id, _person(store, contact, emails))]
    talks = store.find(Interview, contact_id=contact_id)
    if connection.push_talks:
        items += _talks(contact, talks, refs)
    if connection.push_follow_ups:
        items += _follow_ups(store, contact, talks, refs)
    if connection.push_notes:
        items += _notes(store, contact, talks)
    mapped = [item._replace(values=only(item.values, names[item.what])) for item in items if item.what in names]
    return Person(contact_id, contact.full_name, emails, mapped)


def _person(store: Store, contact: Contact, emails: tuple[str, ...]) -> Values:
    given, family = contact.given_name, contact.family_name
    organization = store.first(Organization, id=contact.organization_id) if contact.organization_id else None
    links = (str(each.get("value") or "") for each in contact.links)
    return {
        "given_name": given if given or family else contact.full_name,
        "family_name": family,
        "email": emails[0] if emails else None,
        "headline": contact.headline,
        "company": organization.name if organization else None,
        "linkedin": next((link for link in links if _is_linkedin(link)), None),
        "phone": next((str(each["value"]) for each in contact.phones if each.get("value")), None),
    }


def _is_linkedin(link: str) -> bool:
    try:
        return linkedin_key(link) is not None
    except ValueError:  # urlsplit refuses some brackets
        return False


def _talks(contact: Contact, talks: list[Interview], refs: Refs) -> Iterator[Item]:
    """Talks that were held, and those that were told of as held and were not after all."""
    title = f"Talk with {contact.full_name}"
    for talk in talks:
        ref = refs.get(What.TALK, talk.id)
        if talk.state == InterviewState.HELD and talk.held_at is not None:
            ended = talk.ended_at or talk.held_at + timedelta(minutes=talk.minutes)
            values: Values = {
                "title": title,
                "starts_at": _instant(talk.held_at),
                "ends_at": _instant(ended),
                "outcome": HELD,
                "place": talk.place or _MODES.get(talk.mode or ""),
            }
            yield Item(What.TALK, talk.id, values)
        elif ref is not None and ref.their_id is not None:
            values = {**ref.pushed, "title": f"{title} (did not take place after all)", "outcome": NOT_HELD}
            yield Item(What.TALK, talk.id, values)


def _follow_ups(store: Store, contact: Contact, talks: list[Interview], refs: Refs) -> Iterator[Item]:
    """What is due with the contact. What was told of and is due no more is done; what is done already is not told."""
    due = {} if contact.do_not_contact else dict(_due(store, contact, talks))
    for key, (title, at) in due.items():
        yield Item(What.FOLLOW_UP, key, {"title": title, "due_at": _instant(at), "done": False})
    for ref in refs.of(contact.id):
        if ref.what == What.FOLLOW_UP and ref.key not in due and ref.their_id is not None:
            yield Item(What.FOLLOW_UP, ref.key, {**ref.pushed, "done": True})


def _due(store: Store, contact: Contact, talks: list[Interview]) -> Iterator[tuple[str, tuple[str, datetime]]]:
    """What is due and when, under a key of its own. Nobody else is named, whoever it is about."""
    name = contact.full_name
    for talk in talks:
        asked = talk.requested_at if talk.state == InterviewState.REQUESTED and talk.followed_up_at is None else None
        if asked is not None and not asking.has_replied(store, talk):
            yield f"follow_up:{talk.id}:{asked:%Y%m%d}", (f"Follow up with {name}", follow_up_from(asked))
        if talk.state == InterviewState.HELD and talk.held_at is not None and talk.thanked_at is None:
            ended = talk.ended_at or talk.held_at
            if store.now - ended <= REMEMBERED and not _thanked(store, contact.id, talk.held_at):
                yield f"thank:{talk.id}", (f"Thank {name} for the talk", ended + THANK_WITHIN)
    for each in store.find(Introduction, introducer_id=contact.id, state=IntroductionState.MET.value):
        both = store.first(Contact, id=each.introduced_id) if each.introduced_id != contact.id else None
        if each.met_at is not None and each.loop_closed_at is None and both is not None:
            yield f"loop:{each.id}", (f"Tell {name} how their introduction went", each.met_at + CLOSE_LOOP_WITHIN)
    yield from _keep_in_touch(store, contact)


def _keep_in_touch(store: Store, contact: Contact) -> Iterator[tuple[str, tuple[str, datetime]]]:
    busy = contact.stage in (Stage.ASKED, Stage.SCHEDULED)
    if contact.keep_in_touch_days is None or contact.may_keep is False or busy:
        return
    zone, since = zone_of(store), contact.last_contact_at or contact.created_at
    day = due_on(Kept(contact.id, contact.full_name, contact.keep_in_touch_days, since), zone)
    key = f"keep_in_touch:{contact.id}:{since.astimezone(ZoneInfo(zone)):%Y%m%d}"
    yield key, (f"Keep in touch with {contact.full_name}", start_of(day, zone))


def _thanked(store: Store, contact_id: str, since: datetime) -> bool:
    entries = store.find(Activity, contact_id=contact_id, what=ActivityKind.THANKED.value)
    return any(each.at >= since for each in entries)


def _notes(store: Store, contact: Contact, talks: list[Interview]) -> Iterator[Item]:
    """Notes on the contact and on talks that were held; what was debriefed stays with the person."""
    held = [talk.id for talk in talks if talk.state == InterviewState.HELD]
    found = store.find(Note, contact_id=contact.id)
    found += [note for talk_id in held for note in store.find(Note, interview_id=talk_id)]
    for note in found:
        if note.purpose != NoteKind.DEBRIEF and note.body.strip():
            yield Item(What.NOTE, note.id, {"text": note.body, "written_at": _instant(note.created_at)})


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
