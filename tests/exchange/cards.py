"""vCards in the shape that each program exports. The people are invented; the quirks are real."""

import base64
import textwrap

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 2


def crlf(text: str, encoding: str = "utf-8") -> bytes:
    """A card as a program writes it: without this file's indentation, with CRLF."""
    return textwrap.dedent(text).lstrip("\n").replace("\n", "\r\n").encode(encoding)


def wrapped(data: bytes, width: int, before: str) -> str:
    """Base64 over lines that begin with `before`."""
    text = base64.b64encode(data).decode()
    return ("\n" + before).join(text[at : at + width] for at in range(0, len(text), width))


def folded(text: str) -> str:
    """Base64 within a dedented card of two levels of indentation."""
    return text.replace("\n", "\n    ")


APPLE = crlf(f"""
    BEGIN:VCARD
    VERSION:3.0
    PRODID:-//Apple Inc.//macOS 15.1//EN
    N:Brandt-Ng;Zoë;Maria;Dr.;PhD
    FN:Dr. Zoë Maria Brandt-Ng, PhD
    NICKNAME:Zo
    ORG:Klinik am Park;Nursing;Ward 3
    TITLE:Head of Nursing
    EMAIL;type=INTERNET;type=HOME:zoe@example.net
    EMAIL;type=INTERNET;type=WORK;type=pref:zoe.brandt@example.org
    TEL;type=CELL;type=VOICE:+49 170 0000001
    item1.TEL:+49 30 0000002
    item1.X-ABLabel:Front desk
    item2.ADR;type=WORK:;;Parkallee 1\\nHaus B;Berlin;;10115;Germany
    item2.X-ABADR:de
    item3.URL;type=pref:https://brandt.example.org/about\\,me
    item3.X-ABLabel:_$!<HomePage>!$_
    X-SOCIALPROFILE;type=linkedin;x-user=zoe-brandt:http://www.linkedin.com/in/zoe-brandt
    X-SOCIALPROFILE;type=twitter;x-user=zoebn:http://twitter.com/zoebn
    NOTE:Met at the fair\\; likes tea\\, no sugar.\\nSecond line \\\\ end
    BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-03
    item4.X-ABDATE;type=pref:2012-06-06
    item4.X-ABLabel:_$!<Anniversary>!$_
    item5.X-ABRELATEDNAMES;type=pref:Kim
    item5.X-ABLabel:_$!<Spouse>!$_
    CATEGORIES:Navy,tea\\, strong
    PHOTO;ENCODING=b;TYPE=JPEG:{folded(wrapped(JPEG, 70, " "))}
    UID:7F4D2C55-0000-4000-8000-0000000000A1
    END:VCARD
""")

GOOGLE = crlf("""
    BEGIN:VCARD
    VERSION:3.0
    FN:Amaru Quispe
    N:Quispe;Amaru;;;
    EMAIL;TYPE=INTERNET;TYPE=WORK:amaru@example.org
    TEL;TYPE=CELL:+51 900 000 001
    item1.ORG:Casa Lumen
    item2.TITLE:Light designer
    item3.URL:http\\://www.google.com/profiles/000000000000000000001
    item3.X-ABLabel:PROFILE
    item4.URL:https\\://www.linkedin.com/in/amaru-quispe
    item4.X-ABLabel:LinkedIn
    BDAY:19800322
    PHOTO:https://lh3.example.com/contacts/AAAA
    CATEGORIES:myContacts,starred
    END:VCARD
    BEGIN:VCARD
    VERSION:3.0
    FN:李小红
    N:李;小红
    END:VCARD
""")

OUTLOOK = crlf(
    f"""
    BEGIN:VCARD
    VERSION:2.1
    X-MS-OL-DEFAULT-POSTAL-ADDRESS:2
    N;LANGUAGE=en-us;CHARSET=Windows-1252:Müller;Jörg;;Mr.
    FN;CHARSET=Windows-1252:Jörg Müller
    ORG;CHARSET=Windows-1252:Müller & Söhne;Vertrieb
    TITLE:Sales lead
    NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=Windows-1252:First line=0D=0A=
    second with =FCml=E4ut=0D=0A

    TEL;WORK;VOICE:(030) 000-0003
    TEL;CELL;VOICE:0170 0000004
    ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;;Hauptstr. 5=0D=0AHof 2;Hamburg;HH;20095;Germany
    LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:Hauptstr. 5=0D=0AHof 2=0D=0A=
    20095 Hamburg=0D=0AGermany
    URL;WORK:http://mueller.example.org
    EMAIL;PREF;INTERNET:joerg@example.org
    PHOTO;TYPE=JPEG;ENCODING=BASE64:
     {folded(wrapped(JPEG, 70, " "))}

    X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http://schemas.example.com/card"><img xmlns="" align="left"/></card>
    REV:20260301T101112Z
    END:VCARD
""",
    "cp1252",
)

ANDROID = crlf(f"""
    BEGIN:VCARD
    VERSION:2.1
    N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=81lvarez;N=C3=BAria;;;
    FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:N=C3=BAria =
    =C3=81lvarez
    TEL;CELL;PREF:+34600000005
    EMAIL;HOME:nuria@example.org
    PHOTO;ENCODING=BASE64;PNG:{folded(wrapped(PNG, 60, ""))}

    BDAY:--0203
    END:VCARD
""")

IPHONE_WITH_GAPS = crlf(f"""
    BEGIN:VCARD
    VERSION:2.1
    N:Okafor;Chidi;;;
    PHOTO;BASE64:
      {folded(wrapped(JPEG[:90], 40, "  "))}

      {folded(wrapped(JPEG[90:], 40, "  "))}

    TEL;HOME;VOICE:+234 1 000 0006
    END:VCARD
""")

LOTUS = crlf("""
    BEGIN:VCARD
    VERSION:2.1
    N:Smith;Pat
    ORG;ENCODING=QUOTED-PRINTABLE:Acme =3B Sons
    EMAIL;INTERNET:pat@example.org
    EMAIL;type=INTERNET,X400:pat2@example.org
    END:VCARD
""")

BLACKBERRY = crlf("""
    BEGIN:VCARD
    VERSION:2.1
    FN:Noor Haddad
    TEL;TYPE=WORK:+1 555 000 0007
    TEL;TYPE=WORK,FAX:+1 555 000 0008
    ADR;TYPE=HOME:;;1 Elm Street;Ottawa;;K1A 0B1;Canada
    END:VCARD
""")

EVOLUTION = crlf("""
    BEGIN:VCARD
    VERSION:3.0
    X-EVOLUTION-FILE-AS:Silva\\, Rui
    FN:Rui Silva
    N:Silva;Rui;;;
    EMAIL;TYPE=WORK;X-EVOLUTION-UI-SLOT=1:rui@example.org
    TEL;TYPE="work,voice";X-EVOLUTION-UI-SLOT=1:+351 200 000 009
    URL:https://rui.example.org
    END:VCARD
""")

NEXTCLOUD = crlf("""
    BEGIN:VCARD
    VERSION:4.0
    PRODID:-//Nextcloud Contacts v6.0.0
    UID:urn:uuid:0b6c6d6e-0000-4000-8000-0000000000b2
    FN:Ines Ferreira
    N:Ferreira;Ines;;;
    ADR;TYPE=HOME;LABEL="Rua Nova 1^n1000-001 Lisboa":;;Rua Nova 1;Lisboa;;1000-001;Portugal
    EMAIL;PREF=1;TYPE=work:ines@example.org
    EMAIL;TYPE=home:ines@example.net
    TEL;VALUE=uri;TYPE="cell,voice":tel:+351-900-000-010;ext=5
    SOCIALPROFILE;SERVICE-TYPE=LinkedIn:https://www.linkedin.com/in/ines-ferreira
    BDAY:20120606
    CATEGORIES:alumni
    REV:20260101T000000Z
    END:VCARD
""").replace(b"\r\n", b"\n")

THUNDERBIRD = "﻿".encode() + crlf("""
    begin:vcard
    fn:Kim Larsen
    n:Larsen;Kim
    org:;
    email;internet:kim@example.org
    tel;cell:+45 00 00 00 11
    x-mozilla-html:FALSE
    version:2.1
    end:vcard
""")

VENDORS = {
    "apple": APPLE,
    "google": GOOGLE,
    "outlook": OUTLOOK,
    "android": ANDROID,
    "iphone": IPHONE_WITH_GAPS,
    "lotus": LOTUS,
    "blackberry": BLACKBERRY,
    "evolution": EVOLUTION,
    "nextcloud": NEXTCLOUD,
    "thunderbird": THUNDERBIRD,
}
