"""From a drawn sheet to a picture file: rasterised by Typst's SVG engine, printed as JPEG."""

from __future__ import annotations

import io

import typst
from PIL import Image, ImageFilter

LARGEST = 250_000  # bytes a front page is willing to carry for one picture
QUALITIES = (84, 74, 64)
HOPELESS = 370_000  # bytes from where no lower quality would do
SOFTENINGS = (0, 0.6, 1.0, 1.5)  # pixels


def raster(svg: str, *, size: tuple[int, int]) -> Image.Image:
    """The sheet as pixels of exactly the asked size; what does not fit the ratio is cut evenly."""
    width, height = size
    page = (
        f"#set page(width:{width}pt,height:{height}pt,margin:0pt)\n"
        f'#image("sheet.svg",width:{width}pt,height:{height}pt,fit:"cover")'
    )
    files = {"main.typ": page.encode(), "sheet.svg": svg.encode()}
    # The stub does not know that a mapping of names to bytes may stand for the files.
    png: bytes = typst.compile(files, format="png", ppi=72)  # type: ignore[call-overload]
    return Image.open(io.BytesIO(png)).convert("RGB")


def jpeg(picture: Image.Image) -> bytes:
    """A progressive JPEG, as fine as the limit allows; very coarse grain is softened first."""
    for softening in SOFTENINGS:
        proof = picture.filter(ImageFilter.GaussianBlur(softening)) if softening else picture
        for quality in QUALITIES:
            file = io.BytesIO()
            proof.save(file, "JPEG", quality=quality, progressive=True)
            if file.tell() <= LARGEST:
                return file.getvalue()
            if file.tell() > HOPELESS:
                break
    return file.getvalue()
