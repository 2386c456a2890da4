"""What weather, light, lens, sensor and compression do to a plate on its way into a crop."""

import random

import cv2
import numpy as np


def dirt(plate: np.ndarray, rng: random.Random, np_rng: np.random.Generator) -> None:
    """Mud splashes, scratches and a dusty lower edge, in place."""
    h, w = plate.shape[:2]
    mud = np.float32((70, 95, 115)) * rng.uniform(0.5, 1.6)
    if rng.random() < 0.5:
        for _ in range(rng.randint(2, 25)):
            cv2.circle(plate, (rng.randrange(w), rng.randrange(h)), rng.randint(1, 4), mud.tolist(), -1, cv2.LINE_AA)
    if rng.random() < 0.5:
        small = np_rng.random((4, 9), dtype=np.float32)
        veil = cv2.resize(small, (w, h), interpolation=cv2.INTER_CUBIC)[..., None]
        veil = np.clip((veil - rng.uniform(0.3, 0.7)) * rng.uniform(0.5, 1.5), 0, 0.65)
        plate *= 1 - veil
        plate += mud * veil
    if rng.random() < 0.3:
        for _ in range(rng.randint(1, 3)):
            a, b = (rng.randrange(w), rng.randrange(h)), (rng.randrange(w), rng.randrange(h))
            cv2.line(plate, a, b, (mud * rng.uniform(0.5, 1.6)).tolist(), 1, cv2.LINE_AA)


def light(crop: np.ndarray, rng: random.Random) -> np.ndarray:
    """Shadow edges, headlight glare, night, colour casts, infrared. Float in, float out."""
    h, w = crop.shape[:2]
    if rng.random() < 0.25:  # a shadow's edge or uneven light
        angle = rng.uniform(0, 6.28)
        yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
        ramp = (xx / w - 0.5) * np.cos(angle) + (yy / h - 0.5) * np.sin(angle)
        hard = rng.choice((1.0, 2.0, 12.0))
        crop = crop * (1 + rng.uniform(-0.6, 0.6) * np.clip(ramp * hard + rng.uniform(-0.3, 0.3), -0.7, 0.7))[..., None]
    if rng.random() < 0.12:  # a lamp beside the plate
        cx, cy = rng.uniform(-0.3, 1.3) * w, rng.uniform(-0.5, 1.5) * h
        yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
        near = np.exp(-(((xx - cx) / w) ** 2 + ((yy - cy) / w) ** 2) / (2 * rng.uniform(0.08, 0.35) ** 2))
        crop = crop + (near * rng.uniform(60, 260))[..., None] * np.float32((1, 1, rng.uniform(0.85, 1)))
    if rng.random() < 0.30:
        crop = crop * np.float32([rng.uniform(0.7, 1.35) for _ in range(3)])
    night = rng.random() < 0.2
    gain = rng.uniform(0.15, 0.55) if night else rng.uniform(0.6, 1.45)
    if rng.random() < 0.2:  # a weak contrast: fog, dust, backlight
        flat = rng.uniform(0.2, 0.7)
        crop = crop * flat + rng.uniform(40, 200) * (1 - flat)
    crop = crop * gain + rng.uniform(-10, 25)
    grey = rng.random()
    if grey < 0.10:  # infrared: no colour, and the paints reflect differently than to the eye
        weights = np.float32([rng.uniform(0.1, 1) for _ in range(3)])
        crop = np.repeat((crop @ (weights / weights.sum()))[..., None], 3, axis=2)
    elif grey < 0.3:  # weak colour
        mean = crop.mean(axis=2, keepdims=True)
        crop = mean + (crop - mean) * rng.uniform(0.1, 0.8)
    if rng.random() < 0.15:  # gamma of a picture that was lifted or burnt
        crop = 255 * np.power(np.clip(crop, 0, 255) / 255, rng.uniform(0.45, 1.8))
    return crop


def sensor(crop: np.ndarray, rng: random.Random, np_rng: np.random.Generator, width: float = None) -> np.ndarray:
    """Motion, defocus, noise, JPEG. Float in, bytes out. width: the plate's, by which blur is measured; the crop's by default."""
    w = width or crop.shape[1]
    kind = rng.random()
    if kind < 0.2:  # motion, mostly along the way of the truck
        length = max(2, round(w * rng.uniform(0.01, 0.035)))
        kernel = np.zeros((length, length), np.float32)
        a = rng.gauss(0, 0.5)
        c = (length - 1) / 2
        dx, dy = np.cos(a) * c, np.sin(a) * c
        cv2.line(kernel, (round(c - dx), round(c - dy)), (round(c + dx), round(c + dy)), 1.0, 1)
        crop = cv2.filter2D(crop, -1, kernel / kernel.sum())
    elif kind < 0.55:
        crop = cv2.GaussianBlur(crop, (0, 0), max(0.3, w * rng.uniform(0.002, 0.012)))
    if rng.random() < 0.5:
        crop = crop + np_rng.standard_normal(crop.shape, dtype=np.float32) * rng.uniform(1, 12)
    if rng.random() < 0.15:  # sharpening in the camera
        crop = crop + (crop - cv2.GaussianBlur(crop, (0, 0), 1.2)) * rng.uniform(0.5, 1.5)
    crop = np.clip(crop, 0, 255).astype(np.uint8)
    if rng.random() < 0.45:
        _, data = cv2.imencode(".jpg", crop, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(25, 95)])
        crop = cv2.imdecode(data, cv2.IMREAD_COLOR)
    return crop
