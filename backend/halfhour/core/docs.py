"""The API's human documentation, made from the contract: plain pages without script and without any other host."""

import html
import json
import re
from typing import Any

from .errors import every_refusal


def reference_page(document: dict[str, Any]) -> str:
    """Every operation with its parameters, bodies, answers and refusals."""
    by_tag: dict[str, list[str]] = {tag["name"]: [] for tag in document.get("tags", [])}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            for tag in operation.get("tags", ["other"]):
                by_tag.setdefault(tag, []).append(_operation(document, method, path, operation))
    about = {tag["name"]: tag.get("description", "") for tag in document.get("tags", [])}
    links = "".join(f'<li><a href="#{_text(tag)}">{_text(tag)}</a></li>' for tag in by_tag)
    sections = "".join(
        f'<section><h2 id="{_text(tag)}">{_text(tag)}</h2>{_prose(about.get(tag, ""))}{"".join(operations)}</section>'
        for tag, operations in by_tag.items()
    )
    models = "".join(
        f'<details id="schema-{_text(name)}"><summary>{_text(name)}</summary>{_schema(schema)}</details>'
        for name, schema in sorted(document["components"]["schemas"].items())
    )
    intro = f"<h1>{_text(document['info']['title'])} API {_text(document['info']['version'])}</h1>"
    body = (
        f'{intro}{_prose(document["info"].get("description", ""))}<p><a href="/openapi.json">The contract as OpenAPI '
        f'{_text(document["openapi"])}</a> · <a href="/docs/problems">All problems</a></p>{sections}'
        f'<section><h2 id="schemas">Schemas</h2>{models}</section>'
    )
    return _page(
        "Halfhour API",
        f'<nav aria-label="Resources"><ul>{links}<li><a href="#schemas">schemas</a></li></ul></nav>',
        body,
    )


def problems_page() -> str:
    """Every refusal there is: where the `type` of a problem points."""
    rows = "".join(
        f'<section><h2 id="{each.code}"><code>{each.code}</code></h2>'
        f"<p>{each.status}. {_text(each.title)}</p></section>"
        for each in every_refusal()
        if each.code != "refusal"
    )
    back = '<nav aria-label="Documentation"><ul><li><a href="/docs">The API</a></li></ul></nav>'
    return _page("Problems", back, f"<h1>Problems</h1><p>What the API refuses, by <code>code</code>.</p>{rows}")


def _operation(document: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> str:
    name = _text(operation["operationId"])
    parts = [_prose(operation.get("description", ""))]
    if parameters := operation.get("parameters"):
        rows = "".join(
            f"<tr><td><code>{_text(each['name'])}</code></td><td>{_text(each['in'])}</td>"
            f"<td>{_type(each.get('schema', {}))}{' · required' if each.get('required') else ''}</td>"
            f"<td>{_prose(each.get('description', ''))}</td></tr>"
            for each in parameters
        )
        head = "<tr><th>Parameter</th><th>In</th><th>Type</th><th>Meaning</th></tr>"
        parts.append(
            f'<div class="wide" tabindex="0" role="region" aria-label="Parameters of {name}">'
            f"<table>{head}{rows}</table></div>"
        )
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        parts.append(
            f"<h3>Body</h3><p><code>{_text(media)}</code>: {_type(content.get('schema', {}))}</p>"
            f"{_example(content, name + ' body')}"
        )
    answers = []
    for status, given in operation["responses"].items():
        answer = document["components"]["responses"][given["$ref"].rsplit("/", 1)[-1]] if "$ref" in given else given
        content = answer.get("content", {}).get("application/json", {})
        shown = f"{_type(content['schema'])}{_example(content, name + ' answer')}" if content.get("schema") else ""
        answers.append(f"<dt>{_text(status)}</dt><dd>{_text(answer.get('description', ''))} {shown}</dd>")
    parts.append(f"<h3>Answers</h3><dl>{''.join(answers)}</dl>")
    return (
        f'<details id="{name}"><summary><span class="method {method}">{method.upper()}</span>'
        f" <code>{_text(path)}</code> <span>{_text(operation.get('summary', ''))}</span></summary>"
        f"{''.join(parts)}</details>"
    )


def _schema(schema: dict[str, Any]) -> str:
    required = set(schema.get("required", []))
    rows = "".join(
        f"<tr><td><code>{_text(name)}</code></td><td>{_type(each)}{' · required' if name in required else ''}</td>"
        f"<td>{_prose(each.get('description', ''))}</td></tr>"
        for name, each in schema.get("properties", {}).items()
    )
    about = _prose(schema.get("description", ""))
    if not rows:
        return f"{about}<p>{_type(schema)}</p>"
    return f'{about}<div class="wide"><table><tr><th>Field</th><th>Type</th><th>Meaning</th></tr>{rows}</table></div>'


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = _text(schema["$ref"].rsplit("/", 1)[-1])
        return f'<a href="#schema-{name}">{name}</a>'
    if "enum" in schema:
        return "one of " + ", ".join(f"<code>{_text(str(each))}</code>" for each in schema["enum"])
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return " or ".join(_type(each) for each in schema[choice])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    form = f" ({_text(schema['format'])})" if "format" in schema else ""
    return _text(str(schema.get("type", "anything"))) + form


def _example(content: dict[str, Any], label: str) -> str:
    if "example" not in content:
        return ""
    text = json.dumps(content["example"], indent=2, ensure_ascii=False)
    return f'<pre tabindex="0" role="region" aria-label="Example of {label}">{_text(text)}</pre>'


def _prose(markdown: str) -> str:
    paragraphs = (
        re.sub(r"`([^`]+)`", r"<code>\1</code>", _text(each)) for each in markdown.split("\n\n") if each.strip()
    )
    return "".join(f"<p>{each}</p>" for each in paragraphs)


def _text(value: str) -> str:
    return html.escape(value)


def _page(title: str, nav: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,'
        f'initial-scale=1"><title>{_text(title)}</title><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="/docs/docs.css"></head><body>{nav}<main>{body}</main></body></html>'
    )


def stylesheet() -> str:
    return """
:root { color-scheme: light dark; --paper: light-dark(#fbf8f3, #191613); --ink: light-dark(#2b2622, #ece5dc);
  --line: light-dark(#ddd3c6, #3d362f); --soft: light-dark(#f3ede4, #221e1a); --link: light-dark(#8a3b1e, #f0a583); }
* { box-sizing: border-box } html { scroll-behavior: smooth }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; background: var(--paper); color: var(--ink);
  display: grid; grid-template-columns: 13rem minmax(0, 1fr) }
nav { padding: 1.5rem 1rem; border-right: 1px solid var(--line); position: sticky; top: 0; height: 100vh;
  overflow: auto }
nav ul { list-style: none; margin: 0; padding: 0 } nav a { display: block; padding: .3rem .2rem }
main { padding: 1.5rem clamp(1rem, 4vw, 4rem); max-width: 64rem } a { color: var(--link) }
h1, h2 { font-family: ui-serif, "Iowan Old Style", Palatino, Georgia, serif; line-height: 1.2 }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; padding: 0 1rem }
summary { cursor: pointer; padding: .7rem 0; overflow-wrap: anywhere } details[open] { background: var(--soft) }
.method { font: 600 .8rem ui-monospace, monospace; display: inline-block; min-width: 4rem }
pre { background: var(--paper); border: 1px solid var(--line); border-radius: .4rem; padding: .8rem; overflow: auto;
  max-height: 24rem; font-size: .85rem } .wide { overflow: auto }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .4rem .6rem;
  border-bottom: 1px solid var(--line) } td p { margin: 0 } dt { font-weight: 600 } dd { margin: 0 0 .6rem 1rem }
@media (max-width: 50rem) { body { display: block } nav { position: static; height: auto; border: 0 }
  nav ul { display: flex; flex-wrap: wrap; gap: .2rem .8rem } }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
"""
