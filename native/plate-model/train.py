"""Trains the plate network on generated plates and on the training half of real crops, and writes it as ONNX.

python3 train.py --glyphs FOLDER --crops FOLDER --steps 2000 --out model
One process, one thread. SIGUSR1 starts the last phase (falling rate) at once; the step it began is written down, and
`--decay-at STEP` repeats it. While the file named by --rest exists it waits, so that a measurement on the machine is not disturbed.
--resume last.pt goes on where a training stopped. last.pt holds weights, their running mean, optimiser and the generators of
chance, and with no steps left it is only exported again; one that holds the running mean only is resumed with a new optimiser and a short rise of the rate, and with pictures that
were not drawn before. The card says at which steps that happened.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import time

import cv2
import numpy as np
import torch
from torch.nn import functional as F

import real_crops
from draw import Glyphs
from generate import INPUT_H, INPUT_W, NOTHING_SHARE, SHARES, classes_of, make_nothing, make_sample, pick_kind
from grammar import ALPHABET, COLOURS, SLOTS
from network import GRID_H, GRID_W, PlateNet

BATCH = 64
REAL_SHARE = 0.2
# Nearly all real crops are of one province. What they teach of the first character counts little,
# or every blurred province would be read as that one.
COMMON_PROVINCE, COMMON_WEIGHT = "皖", 0.3


def attention_target(centres: np.ndarray) -> np.ndarray:
    """Where each slot should look: a small hill on the character's place in the grid."""
    gx, gy = np.meshgrid(np.arange(GRID_W) * 4 + 1.5, np.arange(GRID_H) * 8 + 3.5)
    out = np.zeros((SLOTS, GRID_H * GRID_W), np.float32)
    for i, (x, y) in enumerate(centres):
        hill = np.exp(-(((gx - min(max(x, 0), INPUT_W - 1)) / 4.0) ** 2 + ((gy - min(max(y, 0), INPUT_H - 1)) / 7.0) ** 2) / 2).ravel()
        out[i] = hill / max(hill.sum(), 1e-6)
    return out


class Batches:
    def __init__(self, glyphs: Glyphs, crops: list, seed: int):
        self.rng, self.np_rng = random.Random(seed), np.random.default_rng(seed)
        self.glyphs = glyphs
        self.crops = [(cv2.imread(path), plate) for path, plate in crops]

    def state(self) -> tuple:
        return self.rng.getstate(), self.np_rng.bit_generator.state

    def set_state(self, state: tuple):
        self.rng.setstate(state[0])
        self.np_rng.bit_generator.state = state[1]

    def next(self, real_share: float):
        pictures = np.empty((BATCH, INPUT_H, INPUT_W, 3), np.uint8)
        slots = np.zeros((BATCH, SLOTS), np.int64)
        weights = np.ones((BATCH, SLOTS), np.float32)
        colours = np.full(BATCH, -100, np.int64)
        rows = np.full(BATCH, -100, np.int64)
        looks = np.zeros((BATCH, SLOTS, GRID_H * GRID_W), np.float32)
        for i in range(BATCH):
            chance = self.rng.random()
            if chance < NOTHING_SHARE:
                pictures[i] = make_nothing(self.glyphs, self.rng, self.np_rng)
            elif chance < NOTHING_SHARE + real_share and self.crops:
                crop, plate = self.rng.choice(self.crops)
                pictures[i], colours[i] = real_crops.vary(crop, real_crops.colour_of(plate), self.rng, self.np_rng)
                slots[i], rows[i] = classes_of(plate), 0
                if plate[0] == COMMON_PROVINCE:
                    weights[i, 0] = COMMON_WEIGHT
            else:
                sample = make_sample(pick_kind(self.rng), self.glyphs, self.rng, self.np_rng)
                pictures[i], slots[i], colours[i] = sample.picture, classes_of(sample.text), sample.colour
                rows[i] = int(sample.double)
                looks[i] = attention_target(sample.centres)
        x = torch.from_numpy(pictures).permute(0, 3, 1, 2).float().contiguous(memory_format=torch.channels_last)
        return [x] + [torch.from_numpy(a) for a in (slots, weights, colours, rows, looks)]


def losses(net, batch, look_weight):
    x, slots, weights, colours, rows, looks = batch
    out, colour, row, attention = net(x, with_attention=True)
    reading = (F.cross_entropy(out.flatten(0, 1), slots.flatten(), reduction="none") * weights.flatten()).mean()
    looking = -(looks * F.log_softmax(attention, 2)).sum(2)
    looking = looking.sum() / looks.sum(2).sum().clamp(min=1)
    side = 0.15 * F.cross_entropy(colour, colours) + 0.08 * F.cross_entropy(row, rows)
    whole = (out.argmax(2) == slots).all(1)
    return reading + look_weight * looking + side, reading.item(), whole


def rest_while(path: str):
    while path and os.path.exists(path):
        time.sleep(5)


def export(net, path: str):
    """ONNX with a free batch size."""
    net.eval()
    axes = {name: {0: "n"} for name in ("plate", "slots", "colour", "rows")}
    torch.onnx.export(
        net.to(memory_format=torch.contiguous_format),
        torch.zeros(2, 3, INPUT_H, INPUT_W),
        path,
        input_names=["plate"],
        output_names=["slots", "colour", "rows"],
        dynamic_axes=axes,
        opset_version=13,
    )


def proof_input() -> np.ndarray:
    """A picture that can be made anywhere: test/station/recognition/plate-models.test.ts makes the same."""
    return (np.arange(3 * INPUT_H * INPUT_W, dtype=np.int64) * 7919 % 256).astype(np.float32).reshape(1, 3, INPUT_H, INPUT_W)


def proof(net, path: str) -> str:
    """What torch answers to it, one output a line, for the test of the run time that is shipped; OpenCV's has to agree at once."""
    net.eval()
    with torch.no_grad():
        ours = [out.numpy() for out in net(torch.from_numpy(proof_input()))]
    other = cv2.dnn.readNetFromONNX(path)
    other.setInput(proof_input())
    theirs = other.forward(["slots", "colour", "rows"])
    worst = max(float(np.abs(a.ravel() - b.ravel()).max()) for a, b in zip(ours, theirs))
    assert worst < 1e-3, worst
    named = zip(("slots", "colour", "rows"), ours)
    return "".join(f"{name} {' '.join(f'{v:.5f}' for v in out.ravel())}\n" for name, out in named)


def list_hash(values: list) -> str:
    return hashlib.sha256("\n".join(sorted(values)).encode()).hexdigest()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--glyphs", required=True)
    options.add_argument("--crops", required=True)
    options.add_argument("--steps", type=int, default=2000)
    options.add_argument("--decay-steps", type=int, default=600)
    options.add_argument("--decay-at", type=int)
    options.add_argument("--seed", type=int, default=20261130)
    options.add_argument("--rate", type=float, default=2.5e-3)
    options.add_argument("--rest", default="")
    options.add_argument("--resume", help="a last.pt to go on from")
    options.add_argument("--out", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "model"))
    given = options.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    all_crops = real_crops.crops(given.crops)
    train = [row for row in all_crops if real_crops.is_for_training(row[1])]
    held = [row for row in all_crops if not real_crops.is_for_training(row[1])]
    hashes = sorted(real_crops.picture_hash(path) for path, _ in train)
    assert not set(hashes) & {real_crops.picture_hash(path) for path, _ in held}
    os.makedirs(given.out, exist_ok=True)
    with open(os.path.join(given.out, "training-pictures.txt"), "w") as file:
        file.write("\n".join(hashes) + "\n")

    net = PlateNet().to(memory_format=torch.channels_last)
    before = torch.load(given.resume) if given.resume else {"step": 0}
    step, resumed = before["step"], before.get("resumed", [])
    if given.resume:
        net.load_state_dict(before.get("weights", before["net"]))
    mean = {k: v.clone() for k, v in before.get("net", net.state_dict()).items()}
    optimiser = torch.optim.AdamW(net.parameters(), lr=given.rate, weight_decay=0.01)
    batches = Batches(Glyphs(given.glyphs), train, given.seed + step)
    if "optimiser" in before:
        optimiser.load_state_dict(before["optimiser"])
        batches.set_state(before["chance"])
    rise_from = before.get("riseFrom", step)
    decay_at = given.decay_at if given.decay_at is not None else given.steps - given.decay_steps
    if given.resume and step < decay_at + given.decay_steps:
        resumed = resumed + [{"step": step, "optimiser": "kept" if "optimiser" in before else "new", "shares": SHARES}]

    def save():
        kept = {"net": mean, "weights": net.state_dict(), "optimiser": optimiser.state_dict(), "chance": batches.state()}
        torch.save({**kept, "step": step, "riseFrom": rise_from, "resumed": resumed}, os.path.join(given.out, "last.pt"))

    asked = []
    signal.signal(signal.SIGUSR1, lambda *_: asked.append(True))
    began, shown = time.time(), []
    while step < decay_at + given.decay_steps:
        rest_while(given.rest)
        if asked and step < decay_at:
            decay_at = step
        falling = max(0.0, (step - decay_at) / given.decay_steps)
        rate = given.rate * min(1.0, (step - rise_from + 1) / 150) * max(0.01, 1 - falling)
        for group in optimiser.param_groups:
            group["lr"] = rate
        # Real crops come in when the slots have found their places.
        batch = batches.next(REAL_SHARE if step >= 250 else 0.0)
        net.train()
        loss, reading, whole = losses(net, batch, 0.4 if step < 800 else 0.1)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimiser.step()
        step += 1
        keep = min(0.99, step / (step + 50))
        for key, value in net.state_dict().items():
            if value.dtype.is_floating_point:
                mean[key].mul_(keep).add_(value, alpha=1 - keep)
            else:
                mean[key] = value.clone()
        shown.append((reading, whole.float().mean().item()))
        if step % 50 == 0:
            r, w = np.mean(shown[-50:], 0)
            print(f"{step} loss {r:.4f} whole {w:.3f} rate {rate:.5f} {time.time() - began:.0f} s", flush=True)
        if step % 100 == 0:
            save()
    save()
    net.load_state_dict(mean)
    model = os.path.join(given.out, "plate.onnx")
    export(net, model)
    with open(model, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    with open(os.path.join(given.out, "proof.txt"), "w") as file:
        file.write(proof(net, model))
    card = {
        "alphabet": ALPHABET,
        "slots": SLOTS,
        "colours": list(COLOURS),
        "inputWidth": INPUT_W,
        "inputHeight": INPUT_H,
        "sha256": digest,
        "seed": given.seed,
        "steps": step,
        "decayAt": decay_at,
        "decaySteps": given.decay_steps,
        "resumed": resumed,
        "batch": BATCH,
        "realCrops": len(train),
        "trainingPicturesSha256": list_hash(hashes),
        "glyphsSha256": list_hash(
            [real_crops.picture_hash(os.path.join(given.glyphs, "font_model", f)) for f in os.listdir(os.path.join(given.glyphs, "font_model"))]
        ),
    }
    with open(os.path.join(given.out, "plate.json"), "w", encoding="utf-8") as file:
        json.dump(card, file, ensure_ascii=False, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
