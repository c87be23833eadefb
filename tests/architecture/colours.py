"""The colours of the site read from its style sheets, and what eyes make of them."""

import re
from math import dist
from pathlib import Path

SHEETS = Path(__file__).resolve().parents[2] / "static" / "css"
# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes: A physiologically-based model for simulation of color vision
# deficiency. IEEE Transactions on Visualization and Computer Graphics 15 (2009), the matrices for full severity.
COLOUR_BLINDNESS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
# IEC 61966-2-1 (sRGB) to CIE XYZ, and the white of D65.
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)


def themes(sheet: str = "tokens") -> dict[str, dict[str, str]]:
    light, dark = re.split(r"@media \(prefers-color-scheme: ?dark\)", (SHEETS / f"{sheet}.css").read_text())
    dark = dark.split("@media")[0]
    colours = re.compile(r"--([\w-]+):\s*#([0-9a-f]{3,6})\b")
    return {"light": dict(colours.findall(light)), "dark": dict(colours.findall(light)) | dict(colours.findall(dark))}


def linear(colour: str) -> tuple[float, ...]:
    """Red, green and blue as amounts of light, from 0 to 1."""
    digits = "".join(2 * digit for digit in colour) if len(colour) == 3 else colour
    parts = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def times(matrix: tuple, light: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(factor * part for factor, part in zip(row, light, strict=True)) for row in matrix)


def lab(light: tuple[float, ...]) -> tuple[float, float, float]:
    """CIE L*a*b* of an amount of light."""
    shares = (part / white for part, white in zip(times(TO_XYZ, light), WHITE, strict=True))
    x, y, z = (share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116 for share in shares)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, blindness: str) -> float:
    """Delta E*ab (CIE 1976) between two colours as somebody with this colour blindness sees them."""
    seen = [times(COLOUR_BLINDNESS[blindness], linear(colour)) for colour in (one, other)]
    return dist(*(lab(tuple(min(1, max(0, part)) for part in light)) for light in seen))
