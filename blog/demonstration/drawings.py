"""The pictures of the demonstration, drawn by a few lines of geometry each.

A drawing is a function from a pen to nothing. Lengths are in hundredths of the picture's height,
so that a picture is 160 wide and 90 high (see `Pen`); it is drawn twice as large and scaled down.
"""

import io
import math
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

PAPER, INK, PETROL, WASH, AMBER, GREEN, CLAY = (
    "#f3efe4",
    "#26241f",
    "#0b5d66",
    "#cfe2df",
    "#d98a1f",
    "#3f8a5b",
    "#c06a4a",
)
WIDTH, HEIGHT = 1600, 900
OVERSAMPLING = 2
UNIT = HEIGHT * OVERSAMPLING / 90

Point = tuple[float, float]


@dataclass(frozen=True)
class Pen:
    """Draws in units of a hundredth or so: 160 to the right, 90 down."""

    canvas: ImageDraw.ImageDraw

    def line(self, *points: Point, colour: str = INK, width: float = 0.7) -> None:
        self.canvas.line(
            [(x * UNIT, y * UNIT) for x, y in points], fill=colour, width=round(width * UNIT), joint="curve"
        )
        for x, y in points:  # round ends and corners
            self.disc((x, y), width / 2, colour)

    def disc(self, centre: Point, radius: float, colour: str) -> None:
        x, y = centre
        self.canvas.ellipse(
            [(x - radius) * UNIT, (y - radius) * UNIT, (x + radius) * UNIT, (y + radius) * UNIT], fill=colour
        )

    def box(
        self, corner: Point, size: Point, colour: str, *, outline: str | None = None, round_by: float = 0
    ) -> None:
        (x, y), (w, h) = corner, size
        self.canvas.rounded_rectangle(
            [x * UNIT, y * UNIT, (x + w) * UNIT, (y + h) * UNIT],
            radius=round_by * UNIT,
            fill=colour,
            outline=outline,
            width=round(0.7 * UNIT),
        )

    def arc(
        self,
        centre: Point,
        radius: float,
        start: float,
        end: float,
        *,
        colour: str = PETROL,
        width: float = 0.8,
    ) -> None:
        """Part of a circle, clockwise from `start` to `end` in degrees, 0 to the right."""
        x, y = centre
        self.canvas.arc(
            [(x - radius) * UNIT, (y - radius) * UNIT, (x + radius) * UNIT, (y + radius) * UNIT],
            start,
            end,
            fill=colour,
            width=round(width * UNIT),
        )

    def area(self, *points: Point, colour: str) -> None:
        self.canvas.polygon([(x * UNIT, y * UNIT) for x, y in points], fill=colour)


def panel(pen: Pen) -> None:
    """A board of green lamps; one is amber."""
    for row in range(5):
        for column in range(11):
            centre = (20 + column * 12, 17 + row * 14)
            odd = (row, column) == (3, 7)
            pen.disc(centre, 4.2, INK)
            pen.disc(centre, 3.5, AMBER if odd else GREEN)
            if odd:
                for radius in (6.2, 8):
                    pen.arc(centre, radius, 0, 360, colour=AMBER, width=0.5)


def house(pen: Pen) -> None:
    """A house cut open; waves leave a box in the hall and fade from room to room."""
    pen.area((80, 8), (134, 34), (26, 34), colour=CLAY)
    pen.box((32, 34), (96, 48), WASH)
    for radius in range(8, 72, 7):
        pen.arc((70, 72), radius, 200, 340, width=max(0.25, 1.3 - radius / 60))
    for wall in (((80, 34), (80, 50)), ((80, 58), (80, 82)), ((32, 58), (66, 58)), ((76, 58), (128, 58))):
        pen.line(*wall, width=1.2)
    pen.line((32, 34), (32, 82), (128, 82), (128, 34), width=1.2)
    pen.box((65, 73), (10, 5), INK, round_by=1)
    pen.line((67, 73), (65, 68))
    pen.line((73, 73), (75, 68))
    pen.line((10, 82.6), (150, 82.6), width=1)


def cable(pen: Pen) -> None:
    """A ship on the water; a broken cable on the ground below."""
    pen.box((0, 38), (160, 52), PETROL)
    for y in (46, 55, 64):
        points = [(x, y + math.sin(x / 7 + y) * 0.8) for x in range(0, 161, 2)]
        pen.line(*points, colour="#2c7780", width=0.4)
    pen.area((52, 30), (112, 30), (104, 39.5), (60, 39.5), colour=AMBER)
    pen.box((66, 20), (18, 10), INK)
    pen.box((72, 12), (5, 8), INK)
    pen.line((108, 30), (108, 12), (90, 20), width=0.8)
    pen.line((108, 30), (112, 82), colour=PAPER, width=0.5)
    ground = [(x, 82 + math.sin(x / 13) * 1.5) for x in range(-2, 163, 3)]
    pen.area(*ground, (162, 92), (-2, 92), colour=INK)
    left = [(x, 80.5 + math.sin(x / 13) * 1.5) for x in range(-2, 96, 2)]
    right = [(x, 80.5 + math.sin(x / 13) * 1.5) for x in range(112, 163, 2)]
    pen.line(*left, (98, 77), (99, 74), colour=CLAY, width=1.6)
    pen.line((109, 75), (110, 78), *right, colour=CLAY, width=1.6)


def train(pen: Pen) -> None:
    """A train between two masts whose waves do not meet."""
    pen.line((0, 70), (160, 70), width=1)
    for x in range(2, 160, 5):
        pen.line((x, 70), (x - 1.5, 73), width=0.6)
    for x in (18, 142):
        pen.line((x - 6, 70), (x, 22), (x + 6, 70), width=0.9)
        pen.line((x - 3.8, 52), (x + 3.8, 52), width=0.6)
        pen.line((x - 2, 38), (x + 2, 38), width=0.6)
        for radius in (8, 16, 24, 32):
            pen.arc((x, 22), radius, 0, 360, width=0.6)
    pen.box((56, 54), (48, 13), PETROL, round_by=3)
    for x in range(60, 100, 7):
        pen.box((x, 57), (5, 4.5), WASH, round_by=0.8)
    for x in (63, 71, 89, 97):
        pen.disc((x, 68), 2, INK)
    for x, h in ((45, 14), (50, 20), (110, 18), (116, 12)):
        pen.area((x, 70 - h), (x + 4, 70), (x - 4, 70), colour=GREEN)


def phone(pen: Pen) -> None:
    """A telephone taken apart, its parts laid out in order."""
    pen.box((24, 14), (32, 62), INK, round_by=4)
    pen.box((27, 19), (26, 50), WASH, round_by=1)
    pen.disc((40, 72.5), 1.4, PAPER)
    pen.box((66, 14), (30, 40), AMBER, round_by=2)
    pen.box((76, 11), (10, 3), INK, round_by=1)
    pen.line((71, 26), (91, 26), colour=INK)
    pen.line((71, 31), (84, 31), colour=INK)
    pen.box((66, 60), (30, 16), GREEN, round_by=1)
    for x in range(70, 94, 6):
        pen.box((x, 64), (3.4, 3.4), INK)
    pen.line((68, 72), (94, 72), colour=PAPER, width=0.5)
    for index in range(10):
        x, y = 108 + index % 5 * 8, 20 + index // 5 * 10
        pen.disc((x, y), 1.8, INK)
        pen.line((x - 0.9, y), (x + 0.9, y), colour=PAPER, width=0.4)
    pen.line((106, 48), (136, 48), colour=CLAY, width=1.4)
    pen.line((136, 48), (144, 48), width=0.8)
    pen.arc((114, 66), 7, 0, 360, colour=INK, width=1)
    pen.arc((114, 66), 4, 0, 360, colour=PETROL, width=1)
    pen.box((128, 60), (16, 12), PETROL, round_by=1.5)


def fibre(pen: Pen) -> None:
    """Lines of many colours run from one point to many houses."""
    colours = (PETROL, CLAY, GREEN, AMBER, INK)
    for index in range(10):
        y = 8 + index * 8.2
        x = 118 + (index * 37 % 23)
        curve = [
            (14 + (x - 14) * t, 46 + (y - 46) * (t * t * (3 - 2 * t)))
            for t in (step / 40 for step in range(41))
        ]
        pen.line(*curve, colour=colours[index % 5], width=0.9)
        pen.box((x, y - 2.2), (6, 4.6), colours[index % 5])
        pen.area((x - 1, y - 2), (x + 3, y - 5.4), (x + 7, y - 2), colour=INK)
    pen.disc((14, 46), 6, INK)
    pen.disc((14, 46), 3, PAPER)


def clock(pen: Pen) -> None:
    """A clock face; some hours are quiet, some are not."""
    for hour in range(12):
        alarmed = hour in {2, 3, 4, 7}
        pen.arc((80, 45), 34, hour * 30 - 90 + 2, hour * 30 - 62, colour=AMBER if alarmed else WASH, width=9)
    pen.arc((80, 45), 38, 0, 360, colour=INK, width=0.8)
    for minute in range(60):
        angle = math.radians(minute * 6)
        inner = 20 if minute % 5 else 18
        pen.line(
            (80 + math.cos(angle) * inner, 45 + math.sin(angle) * inner),
            (80 + math.cos(angle) * 22, 45 + math.sin(angle) * 22),
            width=0.4,
        )
    pen.line((80, 45), (92, 53), width=1.8)
    pen.line((80, 45), (62, 34), width=1.1, colour=PETROL)
    pen.disc((80, 45), 1.8, INK)


def mast(pen: Pen) -> None:
    """A tall mast on a cliff with rings around its top."""
    pen.box((0, 66), (160, 24), PETROL)
    for y in (71, 77, 83):
        pen.line(*[(x, y + math.sin(x / 6 + y) * 0.7) for x in range(0, 100, 2)], colour="#2c7780", width=0.4)
    for radius in range(7, 100, 9):
        pen.arc((112, 16), radius, 0, 360, colour="#b9cfcb", width=0.5)
    pen.area((92, 90), (97, 70), (94, 62), (104, 54), (160, 50), (160, 90), colour=INK)
    pen.line((106, 54), (112, 16), (118, 53), width=0.9)
    for step in range(1, 6):
        height, spread = 16 + step * 6.2, step
        pen.line((112 - spread, height), (112 + spread, height), width=0.5)
        pen.line((112 - spread, height), (112 + spread + 1, height + 6.2), width=0.4)
    pen.disc((112, 15), 1.6, AMBER)
    pen.box((128, 45), (14, 7), CLAY)
    pen.area((126, 45), (135, 40), (144, 45), colour=INK)
    pen.box((133, 47), (3, 2.6), AMBER)


DRAWINGS: dict[str, Callable[[Pen], None]] = {
    drawing.__name__: drawing for drawing in (panel, house, cable, train, phone, fibre, clock, mast)
}


def draw(name: str) -> bytes:
    """Return the drawing as a PNG of 1600 × 900 pixels. Raises KeyError for an unknown name."""
    picture = Image.new("RGB", (WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING), PAPER)
    DRAWINGS[name](Pen(ImageDraw.Draw(picture)))
    file = io.BytesIO()
    picture.reduce(OVERSAMPLING).save(file, "PNG", compress_level=1)  # it is compressed when it is taken in
    return file.getvalue()
