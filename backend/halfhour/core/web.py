"""The web app's files, the human documentation and the contract, served from the package.

Assets carry a hash in their names and are kept for ever; the shell is asked for anew each time. Where the build has
left a brotli or gzip copy, a browser that takes it gets that one.
"""

import json
import mimetypes
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import orjson
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from .docs import problems_page, reference_page, stylesheet
from .errors import NotFound, other_method

STATIC = Path(os.environ.get("HALFHOUR_STATIC") or Path(__file__).parent.parent / "static")
"""Where the build left the web app; another folder only for who works on it."""
FOREVER = "public, max-age=31536000, immutable"
ANEW = "no-cache"


class WebApp:
    """An ASGI app for whatever is not the API: files, then the shell, where the app's own router takes over."""

    def __init__(
        self, *, contract: Callable[[], dict[str, Any]], methods: Mapping[str, set[str]], folder: Path = STATIC
    ) -> None:
        """`methods` tells which methods a path takes that FastAPI serves: what comes here came with another one."""
        self.folder = folder
        self.methods = methods
        self.contract = contract
        self.files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        policy = folder / "csp.json"
        self.style_hashes: list[str] = json.loads(policy.read_text())["style-src"] if policy.exists() else []
        self._made: dict[str, tuple[bytes, str]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._answer(scope) if scope["type"] == "http" else NotFound().response()
        await answer(scope, receive, send)

    def _answer(self, scope: Scope) -> Response:
        path = scope["path"].lstrip("/")
        if path.startswith(("api/", "health/")) or path == "api":
            taken = self.methods.get(scope["path"])
            return other_method(taken).response() if taken else NotFound().response()
        if scope["method"] not in ("GET", "HEAD"):
            return other_method(("GET", "HEAD")).response()
        made = self._page(path)
        if made is not None:
            return made
        if path in self.files and not path.startswith(".") and path not in ("csp.json", "index.html"):
            return self._file(path, scope)
        # A page in place of what a program looks for there would be taken for it (RFC 8615).
        if path.startswith(("assets/", ".well-known/")) or "." in path.rsplit("/", 1)[-1]:
            return NotFound().response()
        if "index.html" not in self.files:
            return Response("The web app is not built. The API is at /api/v1, its documentation at /docs.", 404)
        return self._file("index.html", scope)

    def _page(self, path: str) -> Response | None:
        """The contract and the pages made of it; their bytes are made once, their headers are the edge's to extend."""
        makers: dict[str, Callable[[], tuple[bytes, str]]] = {
            "openapi.json": lambda: (orjson.dumps(self.contract()), "application/json"),
            "docs": lambda: (reference_page(self.contract()).encode(), "text/html; charset=utf-8"),
            "docs/problems": lambda: (problems_page().encode(), "text/html; charset=utf-8"),
            "docs/docs.css": lambda: (stylesheet().encode(), "text/css; charset=utf-8"),
        }
        if path not in makers:
            return None
        if path not in self._made:
            self._made[path] = makers[path]()
        body, media_type = self._made[path]
        return Response(body, headers={"cache-control": ANEW}, media_type=media_type)

    def _file(self, path: str, scope: Scope) -> Response:
        media_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
        accepted = next((value for name, value in scope["headers"] if name == b"accept-encoding"), b"").decode(
            "latin-1"
        )
        headers = {"cache-control": FOREVER if path.startswith("assets/") else ANEW, "vary": "accept-encoding"}
        for coding, suffix in (("br", ".br"), ("gzip", ".gz")):
            if path + suffix in self.files and coding in accepted:
                headers["content-encoding"] = coding
                return FileResponse(self.folder / (path + suffix), headers=headers, media_type=media_type)
        return FileResponse(self.folder / path, headers=headers, media_type=media_type)
