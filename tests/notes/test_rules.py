"""What is decided about notes and files from plain values."""

import pytest

from halfhour.notes.rules import Part, RangeNotSatisfiable, disposition, media_type_of, part_of, title_of


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("Plain words\nand more", "Plain words"),
        ("\n\n  \n# A heading", "A heading"),
        ("## **Bold** and `code`", "Bold and code"),
        ("- [ ] *Call* her", "Call her"),
        ("1. First", "First"),
        ("> She said", "She said"),
        ("snake_case stays, and 5 * 3", "snake_case stays, and 5 * 3"),
        ("-5 degrees", "-5 degrees"),
        ("***\n---", "---"),
        ("", ""),
        ("x" * 121, "x" * 119 + "…"),
    ],
)
def test_the_title_is_the_first_line_without_marks(body: str, title: str) -> None:
    assert title_of(body) == title


MP4 = b"\x00\x00\x00\x20ftyp"
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm"


@pytest.mark.parametrize(
    ("head", "declared", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "text/html", "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "", "image/jpeg"),
        (b"GIF89a....", "", "image/gif"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "", "image/webp"),
        (b"RIFF\n\n\n\nWAVEfmt ", "", "audio/wav"),
        (b"%PDF-1.7", "", "application/pdf"),
        (b"ID3\x04\0\0", "", "audio/mpeg"),
        (b"\xff\xfb\x90\x44", "", "audio/mpeg"),
        (MP4 + b"M4A ", "", "audio/mp4"),
        (MP4 + b"isom", "", "video/mp4"),
        (MP4 + b"isom", "audio/mp4", "audio/mp4"),
        (MP4 + b"heic", "image/heic", "application/octet-stream"),
        (b"OggS\0\x02\0\0\0\0\0\0\0\0OpusHead", "", "audio/ogg"),
        (b"OggS\0\x02" + b"\0" * 22 + b"\x80theora", "", "video/ogg"),
        (WEBM, "video/webm", "video/webm"),
        (WEBM, "audio/webm; codecs=opus", "audio/webm"),
        (WEBM, "text/html", "video/webm"),
        ("Liebe Zoë,\r\n\tdanke".encode(), "", "text/plain"),
        (b"\xef\xbb\xbfwith a mark", "", "text/plain"),
        ("ä".encode()[:1], "", "application/octet-stream"),
        (b"cut in the middle of \xc3", "", "text/plain"),
        (b"Liebe Zo\xeb, danke", "", "application/octet-stream"),
        (b"\xff\xfeU\0T\0F\0", "", "application/octet-stream"),
        (b"\0\x01\x02", "image/png", "application/octet-stream"),
        (b"<!doctype html><script>alert(1)</script>", "image/png", "application/octet-stream"),
        (
            b"  \n<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            "image/svg+xml",
            "application/octet-stream",
        ),
        (b"MZ\x90\0", "", "application/octet-stream"),
        (b"", "", "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head: bytes, declared: str, media_type: str) -> None:
    assert media_type_of(head, declared) == media_type


@pytest.mark.parametrize("media_type", ["image/png", "audio/mp4", "video/webm"])
def test_pictures_sound_and_films_are_shown_in_place(media_type: str) -> None:
    assert disposition("a", media_type).startswith("inline;")


@pytest.mark.parametrize("media_type", ["application/octet-stream", "application/pdf", "text/plain"])
def test_all_else_is_offered_to_be_saved(media_type: str) -> None:
    assert disposition("a", media_type).startswith("attachment;")


def test_a_name_in_any_language_travels_whole_with_a_plain_stand_in() -> None:
    assert disposition('Zoë "50%" €.jpg', "image/jpeg") == (
        "inline; filename=\"Zo_ _50__ _.jpg\"; filename*=UTF-8''Zo%C3%AB%20%2250%25%22%20%E2%82%AC.jpg"
    )


TAG = '"abc"'


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=2-5", (2, 6)),
        ("bytes=8-", (8, 10)),
        ("bytes=8-100", (8, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-100", (0, 10)),
        ("Bytes = 1-2", (1, 3)),
        (None, None),
        ("bytes=", None),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=0-1,4-5", None),
        ("bytes=a-b", None),
        ("pages=1-2", None),
        ("bytes=0-" + "9" * 30, None),
        ("bytes=٣-٥", None),
    ],
)
def test_a_range_asks_for_one_part_or_is_ignored(asked: str | None, part: tuple[int, int] | None) -> None:
    assert part_of(asked, None, TAG, 10) == (Part(*part) if part else None)


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused(asked: str) -> None:
    with pytest.raises(RangeNotSatisfiable) as refused:
        part_of(asked, None, TAG, 10)
    assert refused.value.headers == {"Content-Range": "bytes */10"}


@pytest.mark.parametrize("if_range", ['"other"', 'W/"abc"', "Sun, 22 Nov 2026 09:30:00 GMT"])
def test_a_part_of_another_state_is_not_sent(if_range: str) -> None:
    assert part_of("bytes=0-1", TAG, TAG, 10) == Part(0, 2)
    assert part_of("bytes=0-1", if_range, TAG, 10) is None
