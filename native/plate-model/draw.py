"""A clean plate as it leaves the press: ground, border, characters, by kind (GA 36-2018, measures in millimetres)."""

import os
import random

import cv2
import numpy as np

from grammar import KINDS

SCALE = 0.45  # pixels a millimetre: 440 mm are 198 px; the network sees 128

_GROUND = {"blue": (150, 60, 10), "yellow": (20, 165, 235), "white": (235, 235, 235), "black": (22, 20, 20)}
_INK = {"blue": (250, 250, 250), "yellow": (15, 15, 15), "green": (15, 15, 15), "white": (15, 15, 15), "black": (245, 245, 245)}


class Glyphs:
    """The characters' pictures as masks 0..255 (ink = 255), by folder name; several stroke weights each, made once."""

    def __init__(self, folder: str):
        self._folder = os.path.join(folder, "font_model")
        self._cache = {}

    def get(self, name: str, size: tuple, weight: int) -> np.ndarray:
        key = (name, size, weight)
        if key not in self._cache:
            raw = np.fromfile(os.path.join(self._folder, name + ".jpg"), np.uint8)
            mask = 255 - cv2.imdecode(raw, cv2.IMREAD_GRAYSCALE)
            big = cv2.resize(mask, (size[0] * 3, size[1] * 3), interpolation=cv2.INTER_AREA)
            if weight:
                kernel = np.ones((abs(weight) + 1,) * 2, np.uint8)
                big = cv2.dilate(big, kernel) if weight > 0 else cv2.erode(big, kernel)
            self._cache[key] = cv2.resize(big, size, interpolation=cv2.INTER_AREA)
        return self._cache[key]


def layout(kind: str, text: str) -> tuple:
    """(width, height, [(glyph prefix, x, y, w, h)] per character, dot or None) in millimetres."""
    if KINDS[kind][1]:
        places = [("220", 110, 15, 80, 60), ("220_up", 250, 15, 80, 60)]
        places += [("220_down", 27.5 + 80 * i, 90, 65, 110) for i in range(5)]
        return 440, 220, places, (220, 45)
    if kind.startswith("ne-"):
        places = [("green", 15.5, 25, 45, 90), ("green", 69.5, 25, 43, 90)]
        places += [("green", 161.5 + 52 * i, 25, 43, 90) for i in range(6)]
        return 480, 140, places, (137, 70)
    if kind == "special-wj":  # WJ, province, five digits
        return 440, 140, [("140", 12 + 53 * i, 25, 42, 90) for i in range(8)], (118, 70)
    if kind == "embassy":  # three digits, dot, three digits, 使
        xs = [15.5 + 57 * i for i in range(3)] + [208.5 + 57 * i for i in range(4)]
        return 440, 140, [("140", x, 25, 45, 90) for x in xs], (192, 70)
    xs = [15.5, 72.5] + [151.5 + 57 * i for i in range(5)]
    return 440, 140, [("140", x, 25, 45, 90) for x in xs], (134.5, 70)


def _glyph_name(prefix: str, character: str) -> str:
    if prefix == "220_down" or prefix == "220_up":
        return f"{prefix}_{character}" if "A" <= character <= "Z" else f"220_{character}"
    return f"{prefix}_{character}"


def _green_ground(large: bool, w: int, h: int) -> np.ndarray:
    if large:
        ground = np.empty((h, w, 3), np.float32)
        ground[:] = (95, 190, 95)
        ground[:, : int(w * 0.27)] = (30, 185, 235)
        return ground
    t = np.linspace(0, 1, h, dtype=np.float32)[:, None, None]
    top, bottom = np.float32((235, 245, 235)), np.float32((95, 195, 90))
    return np.broadcast_to(top * (1 - t) + bottom * t, (h, w, 3)).copy()


def draw_plate(kind: str, text: str, glyphs: Glyphs, rng: random.Random) -> tuple:
    """(picture BGR float32, centres of the characters in its pixels). Colours and strokes vary from plate to plate."""
    colour = KINDS[kind][0]
    width, height, places, dot = layout(kind, text)
    w, h = round(width * SCALE), round(height * SCALE)
    # Paint ages: the ground moves towards grey, lighter or darker, and in hue.
    hue = np.float32([rng.uniform(0.75, 1.25) for _ in range(3)])
    lift = rng.uniform(-12, 30)
    ink = np.float32(_INK[colour]) + rng.uniform(-25, 25)

    mask = np.zeros((h, w), np.uint8)
    red = []
    weight = rng.choice((-3, -2, -1, 0, 0, 0, 1, 2, 3))
    centres = []
    for character, (prefix, x, y, cw, ch) in zip(text, places):
        gw, gh = max(4, round(cw * SCALE)), max(6, round(ch * SCALE))
        glyph = glyphs.get(_glyph_name(prefix, character), (gw, gh), weight)
        px = min(max(0, round((x + rng.uniform(-1.5, 1.5)) * SCALE)), w - gw)
        py = min(max(0, round((y + rng.uniform(-1.5, 1.5)) * SCALE)), h - gh)
        if (character == "警" or (kind.startswith("special") and len(centres) < 2)) and rng.random() < 0.9:
            red.append((glyph, px, py, gw, gh))
        else:
            np.maximum(mask[py : py + gh, px : px + gw], glyph, out=mask[py : py + gh, px : px + gw])
        centres.append((px + gw / 2, py + gh / 2))
    if rng.random() < (0.15 if kind.startswith("ne-") else 0.9):
        cv2.circle(mask, (round(dot[0] * SCALE), round(dot[1] * SCALE)), max(2, round(5 * SCALE)), 255, -1, cv2.LINE_AA)
    if rng.random() < 0.8:  # the line along the edge
        inset, thick = rng.randint(1, 5), rng.choice((1, 1, 2))
        cv2.rectangle(mask, (inset, inset), (w - 1 - inset, h - 1 - inset), rng.randint(120, 255), thick, cv2.LINE_AA)
    if colour == "green":
        alpha = cv2.merge([mask] * 3).astype(np.float32) / 255
        ground = _green_ground(kind == "ne-large", w, h) * hue + lift
        plate = ground + (ink - ground) * alpha
    else:  # one ground, one ink: a table from mask to colour
        ground = np.float32(_GROUND[colour]) * hue + lift
        steps = np.linspace(0, 1, 256, dtype=np.float32)[:, None]
        table = np.clip(ground + (ink - ground) * steps, 0, 255).astype(np.uint8)[None]
        plate = cv2.LUT(cv2.merge([mask] * 3), table).astype(np.float32)
    for glyph, px, py, gw, gh in red:
        a = (glyph.astype(np.float32) / 255)[..., None]
        part = plate[py : py + gh, px : px + gw]
        part[:] = part * (1 - a) + np.float32((30, 25, 200)) * a
    for bx, by in ((0.16, 0.13), (0.84, 0.13), (0.16, 0.87), (0.84, 0.87)):  # bolts and their caps
        if rng.random() < 0.45:
            centre = (round(w * (bx + rng.uniform(-0.06, 0.06))), round(h * by + rng.uniform(-4, 4)))
            grey = rng.uniform(40, 230)
            cv2.circle(plate, centre, rng.randint(2, 6), (grey, grey, grey), -1, cv2.LINE_AA)
    return plate, centres
