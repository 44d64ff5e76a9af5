"""Makes files in the shape that other programs write. The people in them are invented, here and nowhere else."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence

from halfhour.exchange.archives import Opener
from halfhour.exchange.drafts import Draft, Reading
from halfhour.exchange.formats import Field
from halfhour.exchange.reading import Table, open_table

PREAMBLE = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing. '
    "You will only see email addresses for connections who have allowed their connections to see or download their "
    "email address using this setting https://www.linkedin.com/psettings/privacy/email. "
    'You can learn more here https://www.linkedin.com/help/linkedin/answer/261"\n\n'
)
"""The three lines that LinkedIn puts before the header since the middle of 2021."""

LINKEDIN = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
LINKEDIN_OLD = ("First Name", "Last Name", "Email Address", "Company", "Position", "Connected On")

PEOPLE = (
    ("Zoë", "Brandt", "zo%C3%AB-brandt", "", "Klinik am Park", "Head of Nursing", "08 Feb 2023"),
    ("Amaru", "Quispe, Ph.D.", "amaru-quispe", "amaru@example.org", 'Casa "Lumen"', '"Chief" of Staff', "21 Feb 2026"),
    ("李", "小红", "li-xiaohong-1", "", "", "", "01 Dec 2019"),
)
"""Given and family name, slug, e-mail, company, position, connected on."""

HIDDEN = ("", "", "", "", "", "", "21 Feb 2026")


def linkedin(
    people: Iterable[Sequence[str]] = PEOPLE,
    *,
    header: Sequence[str] = LINKEDIN,
    preamble: str = PREAMBLE,
    separator: str = ",",
    end: str = "\n",
    encoding: str = "utf-8",
) -> bytes:
    """A `Connections.csv`; without URL in the header the column is left out, as before July 2023."""
    with_url = len(header) == len(LINKEDIN)
    rows = [
        [given, family, *([f"https://www.linkedin.com/in/{slug}" if slug else ""] if with_url else []), *rest]
        for given, family, slug, *rest in people
    ]
    text = preamble + table([header, *rows], separator=separator).rstrip("\n")
    return text.replace("\n", end).encode(encoding)


def table(rows: Iterable[Sequence[str]], separator: str = ",") -> str:
    """Rows as CSV with line feeds."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue()


def columns(text: str) -> list[str]:
    """Names of columns, from one text with commas."""
    return [" ".join(name.split()) for name in text.split(",")]


def archive(files: dict[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def opener(data: bytes) -> Opener:
    return lambda: io.BytesIO(data)


def understood(data: bytes) -> Table:
    return open_table(opener(data))


def readings(data: bytes, fields: Sequence[Field] | None = None) -> list[Reading]:
    known = understood(data)
    return list(known.readings(known.plan(fields)))


def drafts(data: bytes) -> list[Draft]:
    return [draft for _, draft, _, _ in readings(data) if draft is not None]
