"""Which picture some bytes are, told by the bytes themselves and by nothing that anybody says of them."""

MEDIA_TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp")
"""Pictures that a browser shows and that hold no script."""
_SIGNS = ((b"\xff\xd8\xff", MEDIA_TYPES[0]), (b"\x89PNG\r\n\x1a\n", MEDIA_TYPES[1]), (b"GIF8", MEDIA_TYPES[2]))


def kind_of(picture: bytes) -> str | None:
    """The media type of a picture; None for what is none of these."""
    if picture[:4] == b"RIFF" and picture[8:12] == b"WEBP":
        return MEDIA_TYPES[3]
    return next((kind for sign, kind in _SIGNS if picture.startswith(sign)), None)
