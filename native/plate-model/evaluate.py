"""Measures the network alone, as it is shipped (model/plate.onnx, run by OpenCV), on generated plates that it was not trained on
and on the half of the real crops that was kept back.

python3 evaluate.py --glyphs FOLDER --crops FOLDER [--each 300]
The program's own reading (both readers, under the grammar) is measured by `npm run evaluate`.
"""

import argparse
import json
import os
import random

import cv2
import numpy as np

import real_crops
from draw import Glyphs
from generate import INPUT_H, INPUT_W, make_nothing, make_sample, to_input
from grammar import ALPHABET, COLOURS, KINDS, SLOTS

HERE = os.path.dirname(os.path.abspath(__file__))
# Far from any seed a training may use.
HELD_OUT_SEED = 777_000_001


class Network:
    def __init__(self, folder: str):
        self._net = cv2.dnn.readNetFromONNX(os.path.join(folder, "plate.onnx"))

    def __call__(self, picture: np.ndarray) -> tuple:
        """(text, share of the surest colour's number, rows) of one input picture."""
        self._net.setInput(picture.transpose(2, 0, 1)[None].astype(np.float32))
        slots, colour, rows = self._net.forward(["slots", "colour", "rows"])
        best = slots.reshape(SLOTS, -1).argmax(1)
        return "".join(ALPHABET[c - 1] for c in best if c > 0), int(colour.argmax()), int(rows.argmax())


def percent(part: int, of: int) -> str:
    return f"{100 * part / max(1, of):.1f} %"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--glyphs", required=True)
    options.add_argument("--crops", required=True)
    options.add_argument("--each", type=int, default=300)
    options.add_argument("--least-width", type=int, help="generated crops at least so many pixels wide")
    options.add_argument("--model", default=os.path.join(HERE, "model"))
    given = options.parse_args()
    cv2.setNumThreads(1)
    net = Network(given.model)
    with open(os.path.join(given.model, "training-pictures.txt")) as file:
        learnt = set(file.read().split())

    held = [row for row in real_crops.crops(given.crops) if not real_crops.is_for_training(row[1])]
    for path, _ in held:
        assert real_crops.picture_hash(path) not in learnt, path
    right = wrong_provinces = 0
    for path, plate in held:
        text, _, _ = net(to_input(cv2.imread(path)))
        right += text == plate
        wrong_provinces += text[:1] != plate[:1]
    print("| plates | all characters right | of | colour | rows |")
    print("|---|---|---|---|---|")
    print(f"| real crops, kept back | {percent(right, len(held))} | {len(held)} | first character wrong: {wrong_provinces} | |")

    rng, np_rng = random.Random(HELD_OUT_SEED), np.random.default_rng(HELD_OUT_SEED)
    glyphs = Glyphs(given.glyphs)
    widths = (given.least_width, 220) if given.least_width else None
    for kind in KINDS:
        for joined in (False, True) if KINDS[kind][1] else (False,):
            texts = colours = rows = 0
            for _ in range(given.each):
                sample = make_sample(kind, glyphs, rng, np_rng, joined=joined, widths=widths)
                text, colour, row = net(sample.picture)
                texts += text == sample.text
                colours += colour == sample.colour
                rows += bool(row) == sample.double
            name = kind + (", lines side by side" if joined else "")
            print(f"| {name} | {percent(texts, given.each)} | {given.each} | {percent(colours, given.each)} | {percent(rows, given.each)} |")
    silent = sum(net(make_nothing(glyphs, rng, np_rng))[0] == "" for _ in range(given.each))
    print(f"| no whole plate: says so | {percent(silent, given.each)} | {given.each} | | |")


if __name__ == "__main__":
    main()
