"""The network: a small stack of convolutions, eight slots that each look at one place, and two heads for colour and rows.

Input: N x 3 x 48 x 128, BGR bytes as floats 0..255 (scaled inside). Output: slots N x 8 x classes, colour N x 5, rows N x 2 (logits).
"""

import torch
from torch import nn

from generate import INPUT_H, INPUT_W
from grammar import ALPHABET, COLOURS, SLOTS

GRID_H, GRID_W = INPUT_H // 8, INPUT_W // 4


class Step(nn.Module):
    """Convolution, normalisation, rectifier; with a short cut where the shape stays."""

    def __init__(self, inside: int, outside: int, stride=1, kernel=3):
        super().__init__()
        self.conv = nn.Conv2d(inside, outside, kernel, stride, kernel // 2, bias=False)
        self.norm = nn.BatchNorm2d(outside)
        self.same = inside == outside and stride == 1

    def forward(self, x):
        y = self.norm(self.conv(x))
        return torch.relu(x + y) if self.same else torch.relu(y)


class Context(nn.Module):
    """Looks far along the row: which character of the plate this is."""

    def __init__(self, channels: int):
        super().__init__()
        self.far = nn.Conv2d(channels, channels, (3, 13), padding=(1, 6), groups=channels, bias=False)
        self.norm = nn.BatchNorm2d(channels)
        self.mix = nn.Conv2d(channels, channels, 1)

    def forward(self, x):
        return x + self.mix(torch.relu(self.norm(self.far(x))))


class PlateNet(nn.Module):
    def __init__(self):
        super().__init__()
        classes = len(ALPHABET) + 1
        self.early = nn.Sequential(Step(3, 24, 2, 5), Step(24, 32), Step(32, 64, 2))
        self.late = nn.Sequential(Step(64, 64), Step(64, 112, (2, 1)), Step(112, 112))
        self.place = nn.Parameter(torch.randn(1, 112, GRID_H, GRID_W) * 0.02)
        self.context = nn.Sequential(Context(112), Context(112))
        self.look = nn.Conv2d(112, SLOTS, 1)
        self.value = nn.Conv2d(224, 160, 1)
        self.read = nn.Linear(160, classes)
        self.slot_bias = nn.Parameter(torch.zeros(1, SLOTS, classes))
        self.colour = nn.Linear(64 + 112, len(COLOURS))
        self.rows = nn.Linear(112, 2)

    def forward(self, x, with_attention=False):
        x = x / 127.5 - 1.0
        shallow = self.early(x)
        deep = self.late(shallow)
        wide = self.context(deep + self.place)
        looks = self.look(wide).flatten(2)
        attention = torch.softmax(looks, dim=2)
        values = torch.relu(self.value(torch.cat((deep, wide), 1))).flatten(2)
        slots = self.read(torch.bmm(attention, values.transpose(1, 2))) + self.slot_bias
        colour = self.colour(torch.cat((shallow.mean((2, 3)), deep.mean((2, 3))), 1))
        rows = self.rows(wide.mean((2, 3)))
        if with_attention:
            return slots, colour, rows, looks
        return slots, colour, rows
