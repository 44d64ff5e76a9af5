"""What goes over the wire: the body, and the headers that prove where it comes from (Standard Webhooks 1.0.0)."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any


def new_secret() -> str:
    """A signing secret as the Standard Webhooks write it: 32 random bytes in base64 behind `whsec_`."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret_keys: Sequence[str], message_id: str, timestamp: int, body: bytes) -> str:
    """The header `webhook-signature`: one signature for each secret, the newest first (Standard Webhooks 1.0.0)."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return " ".join("v1," + base64.b64encode(_hmac(each, signed)).decode() for each in secret_keys)


def _hmac(secret: str, signed: bytes) -> bytes:
    return hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()


def headers(secret_keys: Sequence[str], message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """What goes with a body (Standard Webhooks 1.0.0)."""
    timestamp = int(at.timestamp())
    return {
        "content-type": "application/json; charset=utf-8",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secret_keys, message_id, timestamp, body),
    }


def message(type_: str, at: datetime, resource_id: str, seq: int, details: Mapping[str, Any]) -> str:
    """The body: compact, in plain UTF-8, and of values that every program writes back in the same bytes.

    Receivers without code re-serialise what they have parsed before they verify it. So there are no floats, no number
    that JavaScript can't hold, and no key that looks like one.
    """
    stamp = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    data = {"id": resource_id, "cursor": str(seq), "details": _plain(details)}
    return json.dumps({"type": type_, "timestamp": stamp, "data": data}, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {f"_{key}" if str(key).isdigit() else str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, float) or (isinstance(value, int) and abs(value) >= 2**53):
        return str(value)
    return value
