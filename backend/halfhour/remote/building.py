"""The commands, built from the contract: each operation becomes one, with its filters and fields as options."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any, Literal, cast

import typer
from typer.core import TyperGroup

from . import running
from .contract import Contract, Operation, Schema
from .giving import dashed, is_labelled
from .running import JSON
from .showing import Output

Show = Annotated[
    Output | None, typer.Option("--output", "-o", help="A table for people, JSON for programs; else as stdout is.")
]
CALLED = ("full_name", "title", "name", "text", "body")
"""Fields that say what a new thing is, the plainest first."""


Makers = dict[str, Callable[[], Any]]
"""Names of commands, with what makes each."""


class Lazy(TyperGroup):
    """A group that makes each of its commands when somebody wants it."""

    make: Callable[[], Makers] | None = None
    _makers: Makers | None = None

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  # its parent's signature
        return self._made.get(cmd_name) or self._one(cmd_name)

    @property  # type: ignore[override]  # a plain attribute in the parent
    def commands(self) -> dict[str, Any]:
        for name in self._names():
            self._made.get(name) or self._one(name)
        return self._made

    @commands.setter
    def commands(self, given: dict[str, Any]) -> None:
        self._made = given

    def _names(self) -> Makers:
        if self._makers is None:
            self._makers = self.make() if self.make else {}
        return self._makers

    def _one(self, name: str) -> Any:
        maker = self._names().get(name)
        if maker is not None:
            self._made[name] = self.dressed(maker())
        return self._made.get(name)

    def dressed(self, made: Any) -> Any:
        """For a subclass to put the finishing touch to a command."""
        return made


def group(name: str, about: str, make: Callable[[], Makers], *, hidden: bool = False) -> Lazy:
    """A group whose commands come later."""
    made = Lazy(name=name, help=about, no_args_is_help=True, hidden=hidden)
    made.make = make
    return made


def command(name: str, act: Callable[..., None], about: str = "") -> Any:
    """One command made of a function, as Typer makes it."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.command(name, help=about or None)(act)
    made = typer.main.get_command(app)
    made.name = name
    return made


def operation_command(contract: Contract, operation: Operation, name: str = "") -> Any:
    """The command that carries out one operation; under another name than its verb if there is one."""
    form = Form(contract, operation)
    form.ask_all()

    def act(context: typer.Context, **given: Any) -> None:
        running.carry_out(context, running.Typed(contract, operation, form.filled, given))

    act.__signature__ = inspect.Signature(form.parameters)  # type: ignore[attr-defined]
    act.__annotations__ = {each.name: each.annotation for each in form.parameters}
    return command(name or operation.place[-1], act, operation.about)


class Form:
    """What a command asks for: Python parameters as Typer reads them, and what of the operation each of them fills."""

    def __init__(self, contract: Contract, operation: Operation) -> None:
        self.contract, self.operation = contract, operation
        context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
        self.parameters = [context]
        self.filled: running.Filled = {}

    def ask_all(self) -> None:
        self._ask_ids()
        uploads = self.operation.media not in (None, JSON)
        if uploads:
            self._fill("file", "file", {}, Annotated[str, typer.Argument(metavar="FILE", help="The file to send.")])
        self._ask_filters(positional=not uploads)
        if self.operation.media == JSON:
            self._ask_fields()
        self._ask_how()

    def _ask_ids(self) -> None:
        for each in self.operation.ids:
            name = each["name"]
            about = "Its id, or what it is called." if self.contract.finder(name) else "Its id."
            metavar = name.removesuffix("_id").upper()
            self._fill("id", name, each, Annotated[str, typer.Argument(metavar=metavar, help=about)])

    def _ask_filters(self, *, positional: bool) -> None:
        for each in sorted(self.operation.filters, key=lambda each: not each.get("required")):
            if self.operation.paged and each["name"] in ("cursor", "limit"):
                continue
            schema = {**each["schema"], "description": each.get("description", "")}
            if positional and each.get("required"):
                self._fill("query", each["name"], schema, self._kind(each["name"], schema, positional=True))
            else:
                self._fill("query", each["name"], schema, self._kind(each["name"], schema), needed=False)

    def _ask_fields(self) -> None:
        fields = self.operation.body.get("properties", {})
        alone = self._alone(fields)
        for name in sorted(fields, key=lambda name: name != alone):
            kind = self._kind(name, fields[name], positional=name == alone)
            self._fill("body", name, fields[name], kind, needed=False)
        about = "All of it as JSON, @file, or - for standard input; options go on top."
        self._option("json", str | None, "--json", metavar="JSON", about=about)
        if self.operation.method == "patch" and any(self.contract.plain(each)[1] for each in fields.values()):
            about = "Empty this field; repeat for more."
            self._option("clear", list[str] | None, "--clear", metavar="FIELD", about=about)

    def _ask_how(self) -> None:
        if self.operation.conditional:
            about = "The state that you have seen; else the one that there is now."
            self._option("if_match", str | None, "--if-match", metavar="ETAG", about=about)
        if self.operation.paged:
            self._option("limit", int | None, "--limit", about="How many at the most; 50 if you don't say.", min=1)
            self._option("everything", bool, "--all", about="All there are, page by page.", default=False)
        if self.operation.answers == JSON:
            about = "The table's columns, with commas between them."
            self._option("columns", str | None, "--columns", metavar="NAMES", about=about)
        elif self.operation.answers is not None:
            self._option("save", str | None, "--save", metavar="FILE", about="Where to keep it.")
        self._add("output", Show)

    def _alone(self, fields: dict[str, Schema]) -> str | None:
        """The one field that needs no option: what alone is needed, or what a new thing is called."""
        if self.operation.method != "post":
            return None
        required = self.operation.body.get("required", [])
        if len(required) == 1:
            return str(required[0]) if self._type(fields[required[0]])[0] in ("string", "integer") else None
        return next((name for name in CALLED if name in fields), None)

    def _fill(self, prefix: str, name: str, schema: Schema, annotation: Any, *, needed: bool = True) -> None:
        own = f"{prefix}_{name}".replace("-", "_")
        self.filled[own] = (name, schema)
        self._add(own, annotation, inspect.Parameter.empty if needed else None)

    def _option(
        self, name: str, kind: Any, flag: str, *, about: str, metavar: str | None = None, default: Any = None,
        min: int | None = None,  # noqa: A002  # Typer's word
    ) -> None:  # fmt: skip
        self._add(name, Annotated[kind, typer.Option(flag, metavar=metavar, help=about, min=min)], default)

    def _add(self, name: str, annotation: Any, default: Any = None) -> None:
        kind = inspect.Parameter.KEYWORD_ONLY
        self.parameters.append(inspect.Parameter(name, kind, default=default, annotation=annotation))

    def _type(self, schema: Schema) -> tuple[str, Schema]:
        plain, _ = self.contract.plain(schema)
        return str(plain.get("type", "object")), plain

    def _kind(self, name: str, schema: Schema, *, positional: bool = False) -> Any:
        """The type and the option, or argument, for one value."""
        kind, plain = self._type(schema)
        about = str(schema.get("description") or plain.get("description") or "")
        metavar: str | None = None
        python: Any = {"integer": int, "boolean": bool, "array": list[str]}.get(kind, str)
        if "enum" in plain and kind == "string":
            python = cast(Any, Literal)[tuple(plain["enum"])]
        elif kind == "array":
            items_kind, items = self._type(plain.get("items", {}))
            metavar = "TEXT" if items_kind != "object" else "LABEL=VALUE" if is_labelled(items) else "JSON"
            about += (f" One of {', '.join(items['enum'])}." if "enum" in items else "") + " Repeat for more."
        elif kind == "object":
            metavar = "JSON"
        if positional:
            argument = typer.Argument(metavar=name.upper(), help=about.strip(), show_default=False)
            return Annotated[python | None, argument]
        option = dashed(name)
        flags = f"{option}/--no-{option[2:]}" if kind == "boolean" else option
        return Annotated[python | None, typer.Option(flags, metavar=metavar, help=about.strip(), show_default=False)]
