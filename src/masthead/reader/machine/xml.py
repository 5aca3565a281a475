"""Text on its way into XML: characters that XML 1.0 does not know are left out, plain text is
escaped by number, as feed readers read it best (RSS profile, "character data").
"""

from __future__ import annotations

import re
from html import escape

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BY_NUMBER = {ord("&"): "&#x26;", ord("<"): "&#x3C;", ord(">"): "&#x3E;", ord('"'): "&#x22;"}


def plain(text: str) -> str:
    """Plain text for an element or an attribute."""
    return _FORBIDDEN.sub("", text).translate(_BY_NUMBER)


def markup(html: str) -> str:
    """HTML as the text of an element."""
    return escape(_FORBIDDEN.sub("", html), quote=False)
