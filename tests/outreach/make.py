"""A contact of whom everything is known that a letter could say."""

from typing import Any, NamedTuple

from tests.conftest import Client

WHY = "She went from the ward to data without a degree, and says so openly."


class Known(NamedTuple):
    """Ids of what a letter can be about."""

    contact_id: str
    interview_id: str
    career_id: str


def known(client: Client, **more: Any) -> Known:
    """A contact, a career and a talk that was held, with an answer that mattered."""
    client.changed(
        "/profile",
        signature="Nora",
        phone="+49 341 555 0100",
        email="nora@example.org",
        link="https://example.org/nora",
        current_work="Night nurse on a surgical ward, nine years.",
    )
    career_id = client.made("/careers", title="Clinical data manager")["id"]
    organization_id = client.made("/organizations", name="St. Anne's Hospital")["id"]
    details: dict[str, Any] = {
        "full_name": "Maria Keller",
        "headline": "Clinical data manager",
        "organization_id": organization_id,
        "emails": [{"value": "maria.keller@example.org"}],
        "phones": [{"value": "+358 9 555 0100"}],
        "links": [{"value": "https://www.linkedin.com/in/maria-keller"}],
        "postal_address": "Parkstraße 4\n04103 Leipzig",
        "time_zone": "Europe/Helsinki",
        "why_them": WHY,
    }
    contact_id = client.made("/contacts", **{**details, **more})["id"]
    client.made(f"/contacts/{contact_id}/milestones", happened_on="2021-11-12", what="Her talk at the registry day")
    for introducer, introduced in (("Jonas Weber", ""), ("", "Lena Vogt")):
        ends = [
            client.made("/contacts", full_name=name)["id"] if name else contact_id for name in (introducer, introduced)
        ]
        client.made("/introductions", introducer_id=ends[0], introduced_id=ends[1])
    interview_id = client.made(
        "/interviews", contact_id=contact_id, career_ids=[career_id], goal="What a data manager does all day.",
        minutes=25, mode="video", place="Café Riquet, Leipzig", meeting_link="https://meet.example.org/maria",
    )["id"]  # fmt: skip
    agreed = {"starts_at_local": "2021-12-01T09:00", "time_zone": "Europe/Berlin"}
    client.moved(f"/interviews/{interview_id}/schedule", **agreed)
    agenda = f"/interviews/{interview_id}/agenda"
    item = client.made(agenda, text="What does a bad day look like?", answer="Three audits in a week.")
    client.changed(f"{agenda}/{item['id']}", mattered=True)
    client.made(agenda, text="What drew you to it?", answer="A much longer answer that was pleasant to hear. " * 5)
    client.made("/notes", interview_id=interview_id, kind="live", body="Bring the book.")
    client.moved(f"/interviews/{interview_id}/hold")
    return Known(contact_id, interview_id, career_id)


def template(client: Client, text: str, **more: Any) -> str:
    """The id of a template that says this."""
    values: dict[str, Any] = {"name": "A letter", "purpose": "keep_in_touch", "channel": "email", "text": text}
    made: str = client.made("/templates", **{**values, **more})["id"]
    return made


def render(client: Client, template_id: str, contact_id: str, **more: Any) -> dict[str, Any]:
    return client.made(f"/templates/{template_id}/render", contact_id=contact_id, **more)
