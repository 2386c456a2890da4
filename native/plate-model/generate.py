"""Synthetic plates of all kinds, as a detector would cut them out of a picture.

`python3 generate.py --glyphs FOLDER --sheet out.png` draws a sheet to look at, `--folder OUT --seed N` writes a set to measure on.
"""

import argparse
import os
import random
from dataclasses import dataclass

import cv2
import numpy as np

from draw import Glyphs, draw_plate
from grammar import ALPHABET, COLOURS, KINDS, SLOTS, make_text
from spoil import dirt, light, sensor

INPUT_W, INPUT_H = 128, 48

# Trucks first: what is hard and what is common here gets the larger share.
SHARES = {
    "ordinary-blue": 16,
    "ordinary-yellow": 11,
    "ordinary-yellow-double": 20,
    "trailer-double": 16,
    "trailer": 4,
    "coach": 3,
    "police": 5,
    "hk-macao": 3,
    "embassy": 2,
    "consulate": 3,
    "ne-small": 11,
    "ne-large": 10,
    "special-wj": 3,
    "special-army": 2,
}
NOTHING_SHARE = 0.07  # crops without a whole plate: every slot is empty
# A double-row plate is given to the network whole, or cut in two lines laid side by side; evaluate.py compares the two.
JOINED_SHARE = 0.45


@dataclass
class Sample:
    crop: np.ndarray  # as cut out, BGR bytes
    picture: np.ndarray  # the same at INPUT_W x INPUT_H
    text: str
    kind: str
    colour: int
    double: bool
    centres: np.ndarray  # characters' centres in the picture, n x 2


def _background(h: int, w: int, rng: random.Random, np_rng: np.random.Generator) -> np.ndarray:
    base = np.float32([rng.uniform(0, 255)] * 3) + np.float32([rng.uniform(-30, 30) for _ in range(3)])
    rough = np_rng.random((rng.randint(2, 5), rng.randint(2, 7), 3), dtype=np.float32)
    return cv2.resize(rough, (w, h), interpolation=rng.choice((cv2.INTER_NEAREST, cv2.INTER_LINEAR))) * rng.uniform(10, 120) + base


def _apply(matrix: np.ndarray, points) -> np.ndarray:
    flat = np.float64(points).reshape(-1, 1, 2)
    return cv2.perspectiveTransform(flat, matrix).reshape(-1, 2)


def join_rows(crop: np.ndarray, cut: float = 0.39) -> np.ndarray:
    """A double-row plate as one row: the middle of the upper line, then the lower line (cut: where the upper one ends)."""
    h, w = crop.shape[:2]
    upper = crop[: max(2, round(h * cut)), round(w * 0.2) : round(w * 0.8)]
    lower = crop[round(h * (cut - 0.02)) :]
    upper = cv2.resize(upper, (upper.shape[1], lower.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.hstack((upper, lower))


def join_points(points: np.ndarray, crop_w: float, crop_h: float, cut: float = 0.39) -> np.ndarray:
    """The same for points (in fractions of the joined picture): the first two stand in the upper line."""
    x, y = points[:, 0] / crop_w, points[:, 1] / crop_h
    upper = np.stack(((x - 0.2) / 1.6, y / cut), 1)
    lower = np.stack(((x + 0.6) / 1.6, (y - cut + 0.02) / (1.02 - cut)), 1)
    return np.concatenate((upper[:2], lower[2:]))


def _legible(crop: np.ndarray, points: np.ndarray, rng: random.Random, np_rng: np.random.Generator) -> np.ndarray:
    """Spoils the crop; again, when what is left has less contrast than a person needs."""
    h, w = crop.shape[:2]
    x0, y0 = np.clip(points.min(0), 0, (w - 4, h - 4)).astype(int)
    x1, y1 = np.clip(points.max(0), (x0 + 3, y0 + 3), (w, h)).astype(int)
    for _ in range(5):
        spoilt = sensor(light(crop, rng), rng, np_rng)
        grey = cv2.cvtColor(spoilt[y0 : y1 + 1, x0 : x1 + 1], cv2.COLOR_BGR2GRAY)
        if min(third.std() for third in np.array_split(grey, 3, axis=1)) >= 9:
            return spoilt
    return sensor(crop, rng, np_rng)


def make_nothing(glyphs: Glyphs, rng: random.Random, np_rng: np.random.Generator) -> np.ndarray:
    """What a detector hands over by mistake: ground without characters, or a plate of which a good part is missing."""
    if rng.random() < 0.4:
        h, w = rng.randint(20, 60), rng.randint(60, 200)
        return to_input(sensor(light(_background(h, w, rng, np_rng), rng), rng, np_rng))
    kind = pick_kind(rng)
    whole = make_sample(kind, glyphs, rng, np_rng, joined=False).picture
    if KINDS[kind][1] and rng.random() < 0.7:  # one line of two
        cut = round(INPUT_H * rng.uniform(0.38, 0.44))
        return to_input(whole[cut:] if rng.random() < 0.7 else whole[:cut])
    part = rng.uniform(0.3, 0.62)
    cut = round(INPUT_W * part)
    piece = whole[:, :cut] if rng.random() < 0.5 else whole[:, INPUT_W - cut :]
    return to_input(piece)


def make_sample(
    kind: str, glyphs: Glyphs, rng: random.Random, np_rng: np.random.Generator, joined: bool = None, widths: tuple = None
) -> Sample:
    """
    One spoilt crop. joined: force or forbid the cut form of double rows; None leaves it to chance.
    widths: from how many to how many pixels wide the crop is; None takes what cameras give, mostly 75 to 155.
    """
    text = make_text(kind, rng)
    plate, centres = draw_plate(kind, text, glyphs, rng)
    dirt(plate, rng, np_rng)
    h, w = plate.shape[:2]
    if rng.random() < 0.3:  # a frame around it, bought or bumper
        grey = rng.uniform(10, 220)
        b = rng.randint(3, 12)
        plate = cv2.copyMakeBorder(plate, b, b, b, b, cv2.BORDER_CONSTANT, value=(grey, grey, grey))
        centres = [(x + b, y + b) for x, y in centres]
        inner = (b, b, w, h)
        h, w = plate.shape[:2]
    else:
        inner = (0, 0, w, h)

    # Where the plate's corners come to lie: turned, sheared, seen from the side, and cut out not quite right.
    src_w = min(220, max(60, round(rng.lognormvariate(4.68, 0.36))))
    if widths is not None:
        src_w = rng.randint(*widths)
    src_h = max(16, round(src_w * inner[3] / inner[2] * rng.uniform(0.8, 1.15)))
    if rng.random() < 0.3:
        src_h = max(16, round(src_h * rng.uniform(0.75, 1.0)))
    x, y, iw, ih = inner
    corners = np.float32([(x, y), (x + iw, y), (x + iw, y + ih), (x, y + ih)])
    ml, mr = rng.uniform(-0.025, 0.09), rng.uniform(-0.025, 0.09)
    mt, mb = rng.uniform(-0.06, 0.2), rng.uniform(-0.06, 0.2)
    unit = np.float64([(ml, mt), (1 - mr, mt), (1 - mr, 1 - mb), (ml, 1 - mb)])
    tilt = rng.gauss(0, 0.055)
    shear = rng.gauss(0, 0.03)
    tall = ih / iw
    centred = unit - 0.5
    turned = np.stack(
        (centred[:, 0] + shear * centred[:, 1] * 2, centred[:, 1] + tilt * centred[:, 0] / tall * rng.uniform(0.6, 1)), 1
    )
    # A turned plate's box is its hull: shrink it back into the crop.
    over = max(1.0, 2 * np.abs(turned[:, 0]).max() - 0.04, 2 * np.abs(turned[:, 1]).max() - 0.06)
    turned /= np.float64([max(1.0, 2 * np.abs(turned[:, 0]).max() - 0.05), min(over, 1.6)])
    target = (turned + 0.5 + np.float64([[rng.gauss(0, 0.008), rng.gauss(0, 0.02)] for _ in range(4)])) * (src_w, src_h)
    matrix = cv2.getPerspectiveTransform(corners, np.float32(target))
    # Shrinking without a blur would alias.
    factor = iw / src_w
    if factor > 1.3:
        plate = cv2.GaussianBlur(plate, (0, 0), 0.4 * factor)
    crop = _background(src_h, src_w, rng, np_rng)
    crop = cv2.warpPerspective(plate, matrix, (src_w, src_h), dst=crop, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT)
    points = _apply(matrix, centres)
    crop = _legible(crop, points, rng, np_rng)
    double = KINDS[kind][1]
    if double and (rng.random() < JOINED_SHARE if joined is None else joined):
        upper_end = (points[:2, 1].mean() * 0.53 + points[2:, 1].mean() * 0.47) / src_h if joined is None else 0.0
        cut = min(0.5, max(0.3, upper_end + rng.gauss(0, 0.02))) if joined is None else 0.41
        crop = join_rows(crop, cut)
        points = join_points(points, src_w, src_h, cut) * (INPUT_W, INPUT_H)
    else:
        points = points * (INPUT_W / src_w, INPUT_H / src_h)
    return Sample(crop, to_input(crop), text, kind, COLOURS.index(KINDS[kind][0]), double, points)


def to_input(crop: np.ndarray) -> np.ndarray:
    """The crop stretched to the network's size. Bilinear, because the program does the same."""
    return cv2.resize(crop, (INPUT_W, INPUT_H), interpolation=cv2.INTER_LINEAR)


def classes_of(text: str) -> list:
    """Class numbers of the eight slots; 0 is empty."""
    return [ALPHABET.index(c) + 1 for c in text] + [0] * (SLOTS - len(text))


def pick_kind(rng: random.Random) -> str:
    return rng.choices(list(SHARES), weights=list(SHARES.values()))[0]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--glyphs", required=True)
    options.add_argument("--sheet", help="a picture of ten plates of each kind")
    options.add_argument("--folder", help="plates as JPEG files with a labels.csv (file, plate, kind), as a detector cuts them out")
    options.add_argument("--each", type=int, default=100, help="plates of each kind in the folder")
    options.add_argument("--least-width", type=int, help="crops at least so many pixels wide, at most 220")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    rng, np_rng = random.Random(given.seed), np.random.default_rng(given.seed)
    glyphs = Glyphs(given.glyphs)
    if given.sheet:
        rows = [np.hstack([make_sample(k, glyphs, rng, np_rng).picture for _ in range(10)]) for k in KINDS]
        cv2.imwrite(given.sheet, np.vstack(rows))
    if given.folder:
        os.makedirs(given.folder, exist_ok=True)
        with open(os.path.join(given.folder, "labels.csv"), "w", encoding="utf-8") as labels:
            labels.write("file,plate,kind\n")
            for kind in KINDS:
                for i in range(given.each):
                    widths = (given.least_width, 220) if given.least_width else None
                    sample = make_sample(kind, glyphs, rng, np_rng, joined=False, widths=widths)
                    name = f"{kind}_{i:04d}.jpg"
                    cv2.imwrite(os.path.join(given.folder, name), sample.crop, [cv2.IMWRITE_JPEG_QUALITY, 97])
                    labels.write(f"{name},{sample.text},{kind}\n")


if __name__ == "__main__":
    main()
