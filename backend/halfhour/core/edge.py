"""The edge of the server: what holds for every request and every answer, whatever route serves it.

One pure ASGI layer: exactly one known Host, a request id, the headers that browsers heed, a problem instead of a stack
trace, and a log line without personal data (method, route, status, milliseconds; no query, no body, no token).
"""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .clock import new_id
from .errors import BadRequest, ServerError
from .settings import Settings

log = logging.getLogger("halfhour.access")

COMMON = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), payment=(), usb=(), microphone=(self), screen-wake-lock=(self)",
}
API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def app_policy(style_hashes: list[str]) -> str:
    """The content security policy of the web app: its own files, no inline script, no other host. The one
    policy of Trusted Types lets nothing through but the address of the service worker."""
    styles = " ".join(["'self'", *style_hashes])
    return (
        f"default-src 'none'; script-src 'self'; style-src {styles}; img-src 'self' data: blob:;"
        " media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self';"
        " worker-src 'self'; base-uri 'none';"
        " form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types halfhour"
    )


_PLAIN = frozenset({b"content-type", b"content-length", b"etag", b"location", b"link", b"idempotent-replayed"})
"""Headers that answers have of their own and that don't replace one of ours."""


class Edge:
    """Wraps the app."""

    def __init__(self, app: ASGIApp, *, settings: Settings, web_policy: str) -> None:
        self.app = app
        self.hosts = _known_hosts(settings)
        self.common = [(name.encode(), value.encode()) for name, value in COMMON.items()]
        if settings.origin.startswith("https://"):
            self.common.append((b"strict-transport-security", b"max-age=63072000; includeSubDomains"))
        self.api = [*self.common, (b"content-security-policy", API_POLICY.encode()), (b"cache-control", b"no-store")]
        self.web = [
            *self.common,
            (b"content-security-policy", web_policy.encode()),
            (b"link", b'</openapi.json>; rel="service-desc"'),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = new_id()
        scope.setdefault("state", {})["request_id"] = request_id
        started = time.perf_counter()
        status = 0
        more = self.api if scope["path"].startswith(("/api/", "/health/", "/openapi.json", "/mcp")) else self.web

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = message["headers"]
                named = {name for name, _ in headers}
                headers.extend(more if named <= _PLAIN else [pair for pair in more if pair[0] not in named])
                headers.append((b"x-request-id", request_id.encode()))
            await send(message)

        try:
            if (refusal := self._refuse_host(scope)) is not None:
                await refusal.response()(scope, receive, answer)
            else:
                await self.app(scope, receive, answer)
        except Exception:
            log.exception("request failed", extra={"request_id": request_id, "route": _route(scope)})
            if status:
                raise
            await ServerError(f"The fault was noted as {request_id}.").response()(scope, receive, answer)
        finally:
            if log.isEnabledFor(logging.INFO):
                milliseconds = (time.perf_counter() - started) * 1000
                log.info(
                    "%s %s %d in %.1f ms", scope["method"], _route(scope), status, milliseconds,
                    extra={"request_id": request_id},
                )  # fmt: skip

    def _refuse_host(self, scope: Scope) -> BadRequest | None:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) == 1 and (_bare(hosts[0].decode("latin-1")) in self.hosts or "*" in self.hosts):
            return None
        refusal = BadRequest("Send exactly one Host header, naming an address that this server is known by.")
        refusal.headers = {"Connection": "close"}  # who sends this may have meant what follows for somebody else
        return refusal


def _known_hosts(settings: Settings) -> frozenset[str]:
    public = settings.origin.split("://", 1)[-1]
    return frozenset(
        {_bare(each) for each in ("127.0.0.1", "localhost", "[::1]", public, settings.host, *settings.allowed_hosts)}
    )


def _bare(host: str) -> str:
    """The name without its port, in lower case."""
    head, colon, port = host.rpartition(":")
    return (head if colon and port.isdigit() else host).lower()


def _route(scope: Scope) -> str:
    """The route's template, never the path itself: a path may hold what is private."""
    return str(getattr(scope.get("route"), "path", "-"))
