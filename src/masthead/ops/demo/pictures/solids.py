"""Blocks in isometric view: the corners, the three visible faces, the shadow on the floor."""

from __future__ import annotations

from dataclasses import dataclass

from masthead.ops.demo.pictures.canvas import Canvas
from masthead.ops.demo.pictures.shapes import Point, polygon

Corner = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Faces:
    """The colours of a block: lit top, left side, right side in shade."""

    top: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Isometric:
    """A floor seen from above: x runs down right, y down left, z up; `unit` is one step."""

    origin: Point
    unit: float

    def at(self, corner: Corner) -> Point:
        """Where a corner in space falls on the sheet."""
        x, y, z = corner
        return (
            self.origin[0] + (x - y) * self.unit * 0.866,
            self.origin[1] + (x + y) * self.unit * 0.5 - z * self.unit,
        )

    def face(self, corners: list[Corner]) -> str:
        """A flat face as an outline."""
        return polygon([self.at(corner) for corner in corners])

    def top(self, corner: Corner, *, size: Corner) -> str:
        """The lid of a block as an outline."""
        (x, y, z), (w, d, h) = corner, size
        return self.face(
            [(x, y, z + h), (x + w, y, z + h), (x + w, y + d, z + h), (x, y + d, z + h)]
        )

    def left(self, corner: Corner, *, size: Corner) -> str:
        """The side towards the lower left as an outline."""
        (x, y, z), (w, d, h) = corner, size
        return self.face(
            [(x, y + d, z), (x + w, y + d, z), (x + w, y + d, z + h), (x, y + d, z + h)]
        )

    def right(self, corner: Corner, *, size: Corner) -> str:
        """The side towards the lower right as an outline."""
        (x, y, z), (w, d, h) = corner, size
        return self.face(
            [(x + w, y, z), (x + w, y + d, z), (x + w, y + d, z + h), (x + w, y, z + h)]
        )

    def shadow(self, corner: Corner, *, size: Corner, reach: float = 1.2) -> str:
        """The shadow a block throws on the floor, towards the right."""
        (x, y, z), (w, d, h) = corner, size
        far = h * reach
        return self.face(
            [(x, y, z), (x + w, y, z), (x + w + far, y - far * 0.35, z),
             (x + w + far, y + d - far * 0.35, z), (x + w, y + d, z), (x, y + d, z)]
        )  # fmt: skip

    def block(self, canvas: Canvas, corner: Corner, *, size: Corner, faces: Faces) -> None:
        """One block with grain in its shaded side."""
        canvas.fill(self.left(corner, size=size), faces.left)
        canvas.fill(self.right(corner, size=size), faces.right)
        canvas.shade(
            self.right(corner, size=size), canvas.palette.ink, angle=270, reach=1, strength=0.6
        )
        canvas.fill(self.top(corner, size=size), faces.top)
