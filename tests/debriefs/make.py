"""Talks that were held about a career, and what the person writes down after them."""

from typing import Any

import httpx

from tests.conftest import Client
from tests.interviews.make import person, talk


def career(client: Client, title: str = "Clinical data manager") -> str:
    id_: str = client.made("/careers", title=title)["id"]
    return id_


def criterion(client: Client, name: str = "Evenings at home", weight: int = 3) -> str:
    id_: str = client.made("/criteria", kind="value", name=name, weight=weight)["id"]
    return id_


def assumption(client: Client, career_id: str, claim: str = "One can start without a degree.") -> str:
    id_: str = client.made(f"/careers/{career_id}/assumptions", claim=claim)["id"]
    return id_


def held(client: Client, *careers: str, name: str = "Maria Keller", at: str | None = None, **more: Any) -> str:
    """The id of a talk that was held with a new person about these careers."""
    id_ = talk(client, "planned", contact_id=person(client, name, **more), career_ids=list(careers))
    client.moved(f"/interviews/{id_}/hold", **({"at": at} if at else {}))
    return id_


def path(interview_id: str) -> str:
    return f"/interviews/{interview_id}/debrief"


def send(client: Client, where: str, match: str = "*", **body: Any) -> httpx.Response:
    """PATCH, whatever comes of it."""
    return client.patch(where, json=body, headers={"If-Match": match})


def rate(client: Client, interview_id: str, career_id: str, criterion_id: str, rating: int, **more: Any) -> Any:
    return client.changed(f"{path(interview_id)}/ratings/{career_id}/{criterion_id}", rating=rating, **more)


def find(client: Client, interview_id: str, assumption_id: str, finding: str, **more: Any) -> Any:
    return client.changed(f"{path(interview_id)}/findings/{assumption_id}", finding=finding, **more)


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]
