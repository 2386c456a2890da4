"""Which texts stand on Chinese number plates, by kind (GA 36-2018).

The same rules as main/station/rules/plate-grammar.ts (FORMS there): a change of one is a change of both;
test/unit/recognition/plate/plate-model-grammar.test.ts holds them together.
`python3 grammar.py` prints a few texts of each kind as JSON for that test.
"""

import json
import random
import sys

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "0123456789"
NEW_ENERGY = "ABCDEFGHJK"
SUFFIXES = "挂学警港澳使领"

# The classes of the network, in this order; class 0 is the empty slot.
ALPHABET = PROVINCES + LETTERS + DIGITS + SUFFIXES
SLOTS = 8

# kind -> (colours it comes in, may be double row)
COLOURS = ("blue", "yellow", "green", "white", "black")
KINDS = {
    "ordinary-blue": ("blue", False),
    "ordinary-yellow": ("yellow", False),
    "ordinary-yellow-double": ("yellow", True),
    "trailer-double": ("yellow", True),
    "trailer": ("yellow", False),
    "coach": ("yellow", False),
    "police": ("white", False),
    "hk-macao": ("black", False),
    "embassy": ("black", False),
    "consulate": ("black", False),
    "ne-small": ("green", False),
    "ne-large": ("green", False),
    # Outside the grammar (armed police, army): read as they stand, and a person's matter.
    "special-wj": ("white", False),
    "special-army": ("white", False),
}


def _serial(rng: random.Random, length: int, letter_share: float) -> list[str]:
    return [rng.choice(LETTERS if rng.random() < letter_share else DIGITS) for _ in range(length)]


def make_text(kind: str, rng: random.Random) -> str:
    """A text of this kind; every province, letter and digit is equally frequent in its place."""
    province, office = rng.choice(PROVINCES), rng.choice(LETTERS)
    # Half of the serials are full of letters, so that letters are not the rare case; none repeats more than the other.
    share = rng.choice((0.0, 0.25, 0.5, 0.7))
    if rng.random() < 0.15:  # repeated characters are what a CTC head loses: make them common
        pair = _serial(rng, 2, share)
        serial = [rng.choice(pair) for _ in range(6)]
    else:
        serial = _serial(rng, 6, share)
    if kind.startswith("ordinary"):
        serial = serial[:5]
        if not any(c in DIGITS for c in serial):
            serial[rng.randrange(5)] = rng.choice(DIGITS)
        return province + office + "".join(serial)
    if kind.startswith("trailer"):
        return province + office + "".join(serial[:4]) + "挂"
    if kind == "coach":
        return province + office + "".join(serial[:4]) + "学"
    if kind == "police":
        return province + office + "".join(serial[:4]) + "警"
    if kind == "hk-macao":
        return "粤Z" + "".join(serial[:4]) + rng.choice("港澳")
    digits = [c if c in DIGITS else rng.choice(DIGITS) for c in serial]
    if kind == "embassy":
        return "".join(digits) + "使"
    if kind == "consulate":
        return province + "".join(digits[:5]) + "领"
    if kind == "special-wj":
        return "WJ" + province + "".join(digits[:5])
    if kind == "special-army":
        return rng.choice(LETTERS) + office + "".join(digits[:5])
    # Most lists know D and F only: half of the plates carry these.
    energy = rng.choice("DF") if rng.random() < 0.5 else rng.choice(NEW_ENERGY)
    if kind == "ne-small":
        second = rng.choice(LETTERS) if rng.random() < 0.3 else digits[0]
        return province + office + energy + second + "".join(digits[1:5])
    if kind == "ne-large":
        return province + office + "".join(digits[:5]) + energy
    raise ValueError(kind)


if __name__ == "__main__":
    source = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    print(json.dumps({kind: [make_text(kind, source) for _ in range(20)] for kind in KINDS}, ensure_ascii=False))
