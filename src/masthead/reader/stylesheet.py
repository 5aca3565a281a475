"""The one style sheet: sources beside the templates, joined in layer order, named by their hash.

Plain CSS goes in and comes out; only the addresses of the fonts are resolved. No build step.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from django.templatetags.static import static

_HERE = Path(__file__).parent
_ORDER = ("reset", "tokens", "base", "layout")
_LAST = ("utilities", "print")
_LAYERS = "@layer reset, tokens, base, layout, components, utilities;\n"


def source_files() -> tuple[Path, ...]:
    """The sources in the order in which they are joined."""
    styles = _HERE / "styles"
    components = sorted((_HERE / "templates").rglob("*.css"))
    return (
        *(styles / f"{name}.css" for name in _ORDER),
        *components,
        *(styles / f"{name}.css" for name in _LAST),
    )


@cache
def stylesheet() -> str:
    """The joined text, with fonts at the addresses they are served from."""
    text = "".join(path.read_text(encoding="utf-8") for path in source_files())
    text = re.sub(r"/\*.*?\*/\s*", "", text, flags=re.DOTALL)
    text = re.sub(r"\n\s+", "\n", text)
    return _LAYERS + re.sub(r'url\("(fonts/[\w.-]+)"\)', _font_address, text)


@cache
def stylesheet_hash() -> str:
    """Twelve hex digits that change when the text changes."""
    return hashlib.sha256(stylesheet().encode()).hexdigest()[:12]


def _font_address(match: re.Match[str]) -> str:
    return f'url("{static("reader/" + match[1])}")'
