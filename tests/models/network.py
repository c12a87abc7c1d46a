"""A small Transformer (Vaswani et al. 2017, norms first), with the names that `export.py` hands to CTranslate2."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True)
class Shape:
    """How large the network is."""

    pieces: int = 8000
    """Size of the vocabulary, shared by both languages."""
    width: int = 256
    """Width of every layer."""
    heads: int = 4
    """Attention heads."""
    inner: int = 1024
    """Width inside the feed-forward blocks."""
    encoder: int = 4
    """Encoder layers."""
    decoder: int = 2
    """Decoder layers: few, for they are run once a piece."""


PAD = 3
"""Index of the piece that fills a batch up."""


class Attention(nn.Module):
    """Attention of several heads, to the text itself or to another."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query, self.key, self.value, self.out = (nn.Linear(shape.width, shape.width) for _ in range(4))

    def forward(self, here: Tensor, there: Tensor, mask: Tensor) -> Tensor:
        """Return for each place *here* what it reads *there*; *mask* is added to the scores."""
        batch, length, width = here.shape

        def split(states: Tensor) -> Tensor:
            return states.view(batch, -1, self.heads, width // self.heads).transpose(1, 2)

        scores = split(self.query(here)) @ split(self.key(there)).transpose(2, 3) / math.sqrt(width // self.heads)
        read = torch.softmax(scores + mask, -1) @ split(self.value(there))
        return self.out(read.transpose(1, 2).reshape(batch, length, width))


class FeedForward(nn.Module):
    """Two linear layers with a ReLU between."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.rise, self.fall = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)

    def forward(self, states: Tensor) -> Tensor:
        """Return the block's output."""
        return self.fall(functional.relu(self.rise(states)))


class EncoderLayer(nn.Module):
    """One layer over the source."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.own, self.feed = Attention(shape), FeedForward(shape)
        self.own_norm, self.feed_norm = (nn.LayerNorm(shape.width, 1e-6) for _ in range(2))

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return the states one layer up."""
        normed = self.own_norm(states)
        states = states + self.own(normed, normed, mask)
        return states + self.feed(self.feed_norm(states))


class DecoderLayer(nn.Module):
    """One layer over the target, which reads the source."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.own, self.other, self.feed = Attention(shape), Attention(shape), FeedForward(shape)
        self.own_norm, self.other_norm, self.feed_norm = (nn.LayerNorm(shape.width, 1e-6) for _ in range(3))

    def forward(self, states: Tensor, source: Tensor, own_mask: Tensor, source_mask: Tensor) -> Tensor:
        """Return the states one layer up."""
        normed = self.own_norm(states)
        states = states + self.own(normed, normed, own_mask)
        states = states + self.other(self.other_norm(states), source, source_mask)
        return states + self.feed(self.feed_norm(states))


class Network(nn.Module):
    """The whole model. Its embedding is also its last layer."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape, self.dropout = shape, dropout
        self.embedding = nn.Embedding(shape.pieces, shape.width)
        self.bias = nn.Parameter(torch.zeros(shape.pieces))
        self.encoder = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.encoder))
        self.decoder = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.decoder))
        self.encoder_norm, self.decoder_norm = (nn.LayerNorm(shape.width, 1e-6) for _ in range(2))
        self.register_buffer("places", places(512, shape.width), persistent=False)
        for parameter in self.parameters():
            if parameter.dim() > 1:
                nn.init.xavier_uniform_(parameter)
        nn.init.normal_(self.embedding.weight, 0, shape.width**-0.5)

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        """Return the states before the last layer, for each place of *target* (indices, shifted by one)."""
        source_mask = torch.where(source == PAD, -1e4, 0.0)[:, None, None, :]
        own_mask = torch.full((target.shape[1], target.shape[1]), -1e4).triu(1)
        states = self._embed(source)
        for layer in self.encoder:
            states = layer(states, source_mask)
        read = self.encoder_norm(states)
        states = self._embed(target)
        for layer in self.decoder:
            states = layer(states, read, own_mask, source_mask)
        return self.decoder_norm(states)

    def loss(self, source: Tensor, target: Tensor, wanted: Tensor, smoothing: float = 0.1) -> Tensor:
        """Return the cross entropy a piece; *wanted* is *target* one place on, PAD where nothing is wanted."""
        chosen = wanted != PAD
        # Only the places that count go through the last layer, by far the widest.
        scores = functional.linear(self(source, target)[chosen], self.embedding.weight, self.bias)
        return functional.cross_entropy(scores.float(), wanted[chosen], label_smoothing=smoothing)

    def _embed(self, pieces: Tensor) -> Tensor:
        states = self.embedding(pieces) * math.sqrt(self.shape.width) + self.places[: pieces.shape[1]]
        return functional.dropout(states, self.dropout, self.training)


def places(longest: int, width: int) -> Tensor:
    """Return encodings of the places as CTranslate2 computes them: counted from 1, sines before cosines."""
    step = math.log(10_000) / (width // 2 - 1)
    angles = (torch.arange(longest)[:, None] + 1) * torch.exp(torch.arange(width // 2) * -step)[None]
    return torch.cat([angles.sin(), angles.cos()], 1)
