"""The demo's articles as their sheets state them: front matter checked, body still Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from masthead.ops.markdown import read_sheet
from masthead.ops.site import SiteError

COPY = Path(__file__).with_name("copy")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PictureOrder(_Part):
    """A picture to be drawn; two orders of the same scene, seed and palette are one picture."""

    scene: str
    seed: int
    palette: str
    alt: str
    caption: str = ""
    credit: str = ""

    @property
    def drawing(self) -> tuple[str, int, str]:
        return self.scene, self.seed, self.palette


class CorrectionNote(_Part):
    kind: Literal["correction", "clarification", "update", "retraction"]
    note: str
    minutes_after: int


class Sheet(_Part):
    """One article. Times are hours before (`hours_ago`) and after (`hours_ahead`) the build."""

    file: str
    headline: str
    slug: str
    summary: str
    section: str
    kind: str
    origin: str
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    story: str = ""
    dateline: str = ""
    hours_ago: float
    hours_ahead: float = 0
    state: Literal["live", "killed", "embargoed", "scheduled", "draft"] = "live"
    kill_reason: str = ""
    top: int | None = None
    payer: str = ""
    provider: str = ""
    image: PictureOrder | None = None
    corrections: tuple[CorrectionNote, ...] = Field(default=())
    body: str


def read_sheets() -> list[Sheet]:
    """Every article of the demo, the oldest first. Raises SiteError naming the sheet and key."""
    sheets = [_sheet(path) for path in sorted(COPY.glob("*.md"))]
    return sorted(sheets, key=lambda sheet: -sheet.hours_ago)


def _sheet(path: Path) -> Sheet:
    head, body = read_sheet(path)
    try:
        return Sheet(file=path.name, body=body, **head)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise SiteError(f"{path.name}: {key}: {first['msg']}") from None
