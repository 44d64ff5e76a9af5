"""What the person does with templates: write them, change them, take the starter letters."""

from typing import Any

from ..core.store import Store
from ..core.views import Shown
from . import rules
from .models import LetterChannel, Purpose, Template, TemplateTaken
from .placeholders import KNOWN, PLACEHOLDERS
from .schemas import TemplateCreate, TemplateQuery, TemplateStarterTake, TemplateUpdate
from .starter import starter
from .views import TAKEN_KEYS, TEMPLATE_LIST, TEMPLATES

_CHECKED = ("subject", "text")


def show(store: Store, template_id: str) -> Shown:
    return store.show(TEMPLATES, template_id)


def page(store: Store, query: TemplateQuery) -> Shown:
    return store.page(TEMPLATE_LIST, query)


def add(store: Store, new: TemplateCreate) -> Shown:
    """Write a template.

    Raises:
        Invalid: it says a name that there is not.
    """
    return store.show(TEMPLATES, store.add(Template, _columns(new.model_dump())))


def change(store: Store, template_id: str, changed: TemplateUpdate, match: int | None) -> Shown:
    """Raises: Invalid: as `add`."""
    store.change(Template, template_id, _columns(changed.changes()), match=match)
    return store.show(TEMPLATES, template_id)


def remove(store: Store, template_id: str, match: int | None) -> None:
    store.remove(Template, template_id, match=match)


def restore(store: Store, template_id: str) -> Shown:
    store.restore(Template, template_id)
    return store.show(TEMPLATES, template_id)


def placeholders() -> Shown:
    """All that a template can say by itself. It is the same for everybody."""
    return {
        "items": [
            {"name": each.name, "means": each.means, "whence": each.whence.value, "example": each.example}
            for each in PLACEHOLDERS
        ],
        "channels": [
            {"channel": channel.value, "limits": [limit._asdict() for limit in rules.LIMITS.get(channel, ())]}
            for channel in LetterChannel
        ],
    }


def take_starter(store: Store, asked: TemplateStarterTake | None) -> Shown:
    """Copy what was never taken of the starter letters; copies are the seeker's from then on."""
    chosen = set(asked.purposes if asked and asked.purposes is not None else Purpose)
    wanted = [each for each in starter() if each.purpose in chosen]
    taken = {key for (key,) in store.rows(TAKEN_KEYS)}
    new = [each for each in wanted if each.key not in taken]
    store.add_many(Template, [_columns({**each._asdict()}, given="key") for each in new])
    store.put_rows(TemplateTaken, [{"key": each.key} for each in new])
    return {"added": len(new), "known": len(wanted) - len(new)}


def _columns(values: dict[str, Any], *, given: str = "") -> dict[str, Any]:
    """The columns of what was sent, checked; `given` is left out."""
    rules.refuse_slips({name: values[name] for name in _CHECKED if name in values}, KNOWN)
    columns = {name: getattr(value, "value", value) for name, value in values.items() if name != given}
    if "name" in columns:
        columns["sort_name"] = rules.sort_name(columns["name"])
    return columns
