"""Whole pictures of a truck's end with its plate: for measuring how plates are found, not for training.

python3 scene.py --glyphs FOLDER --folder OUT --each 20 --seed 5 writes 1920 x 1080 JPEG files with a labels.csv (file, plate, kind).
"""

import argparse
import os
import random

import cv2
import numpy as np

from draw import Glyphs, draw_plate
from grammar import KINDS, make_text
from spoil import dirt, light, sensor

WIDTH, HEIGHT = 1920, 1080


def _truck(rng: random.Random, np_rng: np.random.Generator) -> np.ndarray:
    """Ground, sky, the body's panels, a bumper with lamps, red and white stripes."""
    picture = cv2.resize(np_rng.random((9, 16, 3), dtype=np.float32) * 60 + rng.uniform(40, 150), (WIDTH, HEIGHT))
    left, right, top, bottom = rng.randint(250, 500), rng.randint(1400, 1700), rng.randint(60, 250), rng.randint(850, 1000)
    body = [rng.uniform(20, 200) for _ in range(3)]
    cv2.rectangle(picture, (left, top), (right, bottom), body, -1)
    for _ in range(rng.randint(3, 9)):  # ribs and seams
        x = rng.randint(left, right)
        cv2.line(picture, (x, top), (x, bottom), [c * rng.uniform(0.5, 1.3) for c in body], rng.randint(2, 14))
    beam = rng.randint(bottom - 260, bottom - 140)
    dark = rng.uniform(15, 60)
    cv2.rectangle(picture, (left, beam), (right, bottom), (dark, dark, dark), -1)
    for x in range(left + 20, right - 60, 80):
        colour = (30, 30, 190) if (x // 80) % 2 else (220, 220, 220)
        cv2.rectangle(picture, (x, beam - 40), (x + 70, beam - 15), colour, -1)
    for x in (left + 90, right - 90):
        cv2.circle(picture, (x, beam + 60), rng.randint(25, 45), (40, 60, rng.uniform(120, 255)), -1)
    return picture + np_rng.standard_normal(picture.shape, dtype=np.float32) * 3


def make_scene(kind: str, glyphs: Glyphs, rng: random.Random, np_rng: np.random.Generator) -> tuple:
    """(picture, text): one plate, 120 to 300 pixels wide, on the lower part of the truck."""
    text = make_text(kind, rng)
    plate, _ = draw_plate(kind, text, glyphs, rng)
    if rng.random() < 0.6:
        dirt(plate, rng, np_rng)
    picture = _truck(rng, np_rng)
    h, w = plate.shape[:2]
    width = rng.uniform(120, 300)
    height = width * h / w
    cx, cy = rng.uniform(0.3, 0.7) * WIDTH, rng.uniform(0.62, 0.85) * HEIGHT
    turn, lean = rng.gauss(0, 0.04), rng.gauss(0, 0.04)
    corners = np.float32([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]) * (width, height)
    target = np.stack((corners[:, 0] + lean * corners[:, 1], corners[:, 1] + turn * corners[:, 0]), 1)
    target += np.float32([(rng.gauss(0, 0.01) * width, rng.gauss(0, 0.01) * height) for _ in range(4)]) + (cx, cy)
    source = np.float32([(0, 0), (w, 0), (w, h), (0, h)])
    matrix = cv2.getPerspectiveTransform(source, np.float32(target))
    picture = cv2.warpPerspective(
        plate.astype(np.float32), matrix, (WIDTH, HEIGHT), dst=picture, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT
    )
    # The light falls on the plate's surroundings alike; the sensor's share is measured by the plate's width.
    x0, x1 = int(cx - width), int(cx + width)
    y0, y1 = int(cy - height * 1.5), int(cy + height * 1.5)
    picture[y0:y1, x0:x1] = sensor(light(picture[y0:y1, x0:x1], rng), rng, np_rng, width)
    return np.clip(picture, 0, 255).astype(np.uint8), text


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--glyphs", required=True)
    options.add_argument("--folder", required=True)
    options.add_argument("--each", type=int, default=20)
    options.add_argument("--seed", type=int, default=5)
    given = options.parse_args()
    rng, np_rng = random.Random(given.seed), np.random.default_rng(given.seed)
    glyphs = Glyphs(given.glyphs)
    os.makedirs(given.folder, exist_ok=True)
    with open(os.path.join(given.folder, "labels.csv"), "w", encoding="utf-8") as labels:
        labels.write("file,plate,kind\n")
        for kind in KINDS:
            for i in range(given.each):
                picture, text = make_scene(kind, glyphs, rng, np_rng)
                name = f"{kind}_{i:03d}.jpg"
                cv2.imwrite(os.path.join(given.folder, name), picture, [cv2.IMWRITE_JPEG_QUALITY, 90])
                labels.write(f"{name},{text},{kind}\n")


if __name__ == "__main__":
    main()
