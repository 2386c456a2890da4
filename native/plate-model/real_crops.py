"""Real crops (a folder with labels.csv: file, plate): which half may be learnt from, and how they are varied."""

import csv
import hashlib
import os
import random

import cv2
import numpy as np

from generate import to_input
from grammar import ALPHABET, COLOURS
from spoil import light, sensor


def is_for_training(plate: str) -> bool:
    """A fixed half by the hash of the plate's text: all pictures of one plate fall on the same side."""
    return hashlib.sha256(plate.encode()).digest()[0] % 2 == 0


def picture_hash(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def read_labels(folder: str) -> list:
    """[(path, plate)] of every labelled picture whose text the network can write."""
    with open(os.path.join(folder, "labels.csv"), encoding="utf-8") as file:
        rows = [(os.path.join(folder, row["file"]), row["plate"]) for row in csv.DictReader(file)]
    return [(path, plate) for path, plate in rows if all(c in ALPHABET for c in plate)]


def crops(folder: str) -> list:
    return [row for row in read_labels(folder) if not os.path.basename(row[0]).startswith("scene")]


def colour_of(plate: str) -> int:
    """All crops at hand are blue, but for new-energy ones, which their length tells."""
    return COLOURS.index("green" if len(plate) == 8 else "blue")


def vary(crop: np.ndarray, colour: int, rng: random.Random, np_rng: np.random.Generator) -> tuple:
    """(input picture, colour) of one more view of a real crop. A blue plate's negative is a yellow one with black characters."""
    crop = crop.astype(np.float32)
    h, w = crop.shape[:2]
    if COLOURS[colour] == "blue":
        turn = rng.random()
        if turn < 0.25:
            crop, colour = 255 - crop, COLOURS.index("yellow")
        elif turn < 0.32:
            crop, colour = np.repeat(crop.mean(axis=2, keepdims=True), 3, axis=2) * 0.8, COLOURS.index("black")
    source = np.float32([(0, 0), (w, 0), (w, h), (0, h)])
    moved = source + np.float32([(rng.gauss(0, 0.02) * w, rng.gauss(0, 0.05) * h) for _ in range(4)])
    matrix = cv2.getPerspectiveTransform(source, moved)
    scale = rng.uniform(0.7, 1.3)
    size = (max(60, round(w * scale)), max(16, round(h * scale)))
    matrix = np.diag([size[0] / w, size[1] / h, 1.0]) @ matrix
    crop = cv2.warpPerspective(crop, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if rng.random() < 0.4:
        crop = light(crop, rng)
    if rng.random() < 0.5:
        return to_input(sensor(crop, rng, np_rng)), colour
    return to_input(np.clip(crop, 0, 255).astype(np.uint8)), colour
