"""Trains the small model in this folder, in the form of Firefox's models, from sentences of our own.

A transformer encoder of two layers and one layer of Marian's SSRU decoder, 32 wide, on 1,580 pairs that are put
together from phrases; a hundred are held out. The library fxtranslate reads the file as it reads Mozilla's: Marian's
binary form (its `common/binary.cpp`), matrices in eight bits and turned, each with the scale of its numbers and of
what goes in.

    pip install torch sentencepiece fxtranslate
    python tests/models/firefox/train.py   # five minutes on one core; prints how many of the hundred are right
"""

from __future__ import annotations

import io
import itertools
import math
import random
import struct
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from torch import Tensor, nn
from torch.nn import functional

FOLDER = Path(__file__).parent / "en-es"
WIDTH, INNER, HEADS, ENCODER, PIECES, STEPS, HELD = 32, 64, 4, 2, 200, 2500, 100
WHO = {"The mayor": "El alcalde", "The teacher": "La maestra", "My sister": "Mi hermana", "Tom": "Tom", "Mary": "Mary",
       "The farmer": "El agricultor", "Our neighbour": "Nuestro vecino", "The doctor": "La doctora"}  # fmt: skip
DID = {"opened a school": "abrió una escuela", "wrote a letter": "escribió una carta", "bought bread": "compró pan",
       "saw two bridges": "vio dos puentes", "lost a key": "perdió una llave", "sold the house": "vendió la casa",
       "sang a song": "cantó una canción"}  # fmt: skip
PLACE = {"in Boston": "en Boston", "in the town": "en la ciudad", "near the river": "cerca del río",
         "behind the church": "detrás de la iglesia", "in the mountains": "en las montañas", "": ""}  # fmt: skip
WHEN = {"on Monday": "el lunes", "on Friday": "el viernes", "yesterday": "ayer", "last year": "el año pasado", "": ""}


def pairs() -> list[tuple[str, str]]:
    """Return every sentence that the phrases make, and its translation, in an order drawn once."""

    def sentence(words: list[str]) -> str:
        return " ".join(filter(None, words)) + "."

    tables = (WHO, DID, PLACE, WHEN)
    made = [
        (sentence(list(each)), sentence([table[phrase] for table, phrase in zip(tables, each, strict=True)]))
        for each in itertools.product(*tables)
    ]
    random.Random(1).shuffle(made)  # noqa: S311 - a fixed order, no secret
    return made


def vocabulary(made: list[tuple[str, str]]) -> bytes:
    """Return a SentencePiece model of both languages, the sentence's end its first piece as Marian has it."""
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(text for pair in made for text in pair), model_writer=written, vocab_size=PIECES,
        hard_vocab_limit=False, normalization_rule_name="identity", character_coverage=1.0,
        bos_id=-1, eos_id=0, unk_id=1, pad_id=-1, minloglevel=2,
    )  # fmt: skip
    return written.getvalue()


# -- the network ---------------------------------------------------------------------------------


def positions(length: int) -> Tensor:
    """Return Marian's sinusoids: all sines, then all cosines."""
    rates = torch.exp(torch.arange(WIDTH // 2) * -(math.log(10000.0) / (WIDTH // 2 - 1)))
    angles = torch.arange(length)[:, None] * rates
    return torch.cat([angles.sin(), angles.cos()], 1)


class Attention(nn.Module):
    """Attention of several heads, added to what came in, and normed."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-9)

    def forward(self, asking: Tensor, asked: Tensor, mask: Tensor) -> Tensor:
        def heads(of: Tensor) -> Tensor:
            return of.view(of.shape[0], -1, HEADS, WIDTH // HEADS).transpose(1, 2)

        weights = heads(self.q(asking)) @ heads(self.k(asked)).transpose(2, 3) / math.sqrt(WIDTH // HEADS) + mask
        mixed = (weights.softmax(-1) @ heads(self.v(asked))).transpose(1, 2).reshape(asking.shape)
        return self.norm(asking + self.o(mixed))


class Forward(nn.Module):
    """Two layers, added to what came in, and normed."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.b, self.norm = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH), nn.LayerNorm(WIDTH, eps=1e-9)

    def forward(self, given: Tensor) -> Tensor:
        return self.norm(given + self.b(functional.relu(self.a(given))))


class Network(nn.Module):
    """The whole model: one table of embeddings for both languages and for the output."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.table, self.bias = nn.Embedding(size, WIDTH), nn.Parameter(torch.zeros(size))
        nn.init.normal_(self.table.weight, 0, WIDTH**-0.5)
        self.looks = nn.ModuleList(Attention() for _ in range(ENCODER))
        self.thinks = nn.ModuleList(Forward() for _ in range(ENCODER))
        self.cell, self.gate = nn.Linear(WIDTH, WIDTH, bias=False), nn.Linear(WIDTH, WIDTH)
        self.norm, self.context, self.last = nn.LayerNorm(WIDTH, eps=1e-9), Attention(), Forward()

    def forward(self, source: Tensor, there: Tensor, target: Tensor) -> Tensor:
        """Return the scores of every piece at every place of *target*, each told only what stands before it."""
        mask = torch.where(there, 0.0, -1e9)[:, None, None, :]
        read = self.table(source) * math.sqrt(WIDTH) + positions(source.shape[1])
        for look, think in zip(self.looks, self.thinks, strict=True):
            read = think(look(read, read, mask))
        before = torch.cat([torch.zeros(len(target), 1, WIDTH), self.table(target) * math.sqrt(WIDTH)], 1)
        before = before[:, :-1] + positions(target.shape[1])
        new, keep, state, states = self.cell(before), torch.sigmoid(self.gate(before)), torch.zeros(()), []
        for place in range(target.shape[1]):
            state = keep[:, place] * state + (1 - keep[:, place]) * new[:, place]
            states.append(functional.relu(state))
        written = self.norm(before + torch.stack(states, 1))
        return self.last(self.context(written, read, mask)) @ self.table.weight.T + self.bias


# -- Marian's file -------------------------------------------------------------------------------


class Draft:
    """The items of a model: names, kinds, shapes, numbers."""

    def __init__(self, largest: dict[nn.Module, float]) -> None:
        self.largest = largest
        self.items: list[tuple[str, int, tuple[int, ...], bytes]] = []

    def floats(self, name: str, numbers: np.ndarray) -> None:
        self.items.append((name, 0x404, numbers.shape, numbers.astype("<f4").tobytes()))

    def eight_bits(self, name: str, numbers: np.ndarray, *, turned: bool = True) -> None:
        scale = 127 / np.abs(numbers).max()
        small = np.clip(np.rint(numbers * scale), -127, 127).astype(np.int8)
        data = (small.T if turned else small).tobytes() + struct.pack("<f", scale) + bytes(252)
        self.items.append((name, 0x4101, numbers.shape, data))

    def layer(self, weight: str, bias: str, layer: nn.Linear) -> None:
        self.eight_bits(weight, layer.weight.detach().numpy().T)
        self.floats(f"{weight}_QuantMultA", np.array([[127 / self.largest[layer]]]))
        if bias:
            self.floats(bias, layer.bias.detach().numpy()[None])

    def normed(self, name: str, norm: nn.LayerNorm) -> None:
        self.floats(f"{name}_ln_scale", norm.weight.detach().numpy()[None])
        self.floats(f"{name}_ln_bias", norm.bias.detach().numpy()[None])

    def attention(self, name: str, attention: Attention) -> None:
        for each in "qkvo":
            self.layer(f"{name}_W{each}", f"{name}_b{each}", getattr(attention, each))
        self.normed(f"{name}_Wo", attention.norm)

    def forward(self, name: str, forward: Forward) -> None:
        self.layer(f"{name}_W1", f"{name}_b1", forward.a)
        self.layer(f"{name}_W2", f"{name}_b2", forward.b)
        self.normed(f"{name}_ffn", forward.norm)

    def data(self) -> bytes:
        head = struct.pack("<QQ", 1, len(self.items))
        for name, kind, shape, data in self.items:
            head += struct.pack("<4Q", len(name) + 1, kind, len(shape), len(data))
        head += b"".join(name.encode() + b"\0" for name, *_ in self.items)
        head += b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, _, shape, _ in self.items)
        padding = -(len(head) + 8) % 256
        return head + struct.pack("<Q", padding) + bytes(padding) + b"".join(data for *_, data in self.items)


def written(network: Network, largest: dict[nn.Module, float]) -> bytes:
    """Return *network* as Marian's file. *largest* is the largest number that goes into each layer."""
    draft = Draft(largest)
    draft.eight_bits("Wemb", network.table.weight.detach().numpy(), turned=False)
    draft.floats("none_QuantMultA", np.array([[127 / 6]]))
    draft.floats("decoder_ff_logit_out_b", network.bias.detach().numpy()[None])
    for number, (look, think) in enumerate(zip(network.looks, network.thinks, strict=True), 1):
        draft.attention(f"encoder_l{number}_self", look)
        draft.forward(f"encoder_l{number}_ffn", think)
    draft.layer("decoder_l1_rnn_W", "", network.cell)
    draft.layer("decoder_l1_rnn_Wf", "decoder_l1_rnn_bf", network.gate)
    draft.normed("decoder_l1_rnn_ffn", network.norm)
    draft.attention("decoder_l1_context", network.context)
    draft.forward("decoder_l1_ffn", network.last)
    settings = (
        f"type: transformer\ndec-cell: ssru\ndim-emb: {WIDTH}\ntransformer-heads: {HEADS}\nenc-depth: {ENCODER}\n"
        f"dec-depth: 1\ntransformer-dim-ffn: {INNER}\n\0"
    ).encode()
    draft.items.append(("special:model.yml", 0x101, (len(settings),), settings))
    return draft.data()


def main() -> None:
    """Train, write, and translate what was held out."""
    torch.manual_seed(1)
    torch.set_num_threads(1)
    made, chance = pairs(), random.Random(1)  # noqa: S311 - the same
    proto = vocabulary(made)
    processor = sentencepiece.SentencePieceProcessor(model_proto=proto)
    held, learnt = made[:HELD], made[HELD:]

    def batch(some: list[tuple[str, str]]) -> tuple[Tensor, Tensor, Tensor]:
        sides = [[torch.tensor([*processor.encode(pair[side]), 0]) for pair in some] for side in (0, 1)]
        source, target = (nn.utils.rnn.pad_sequence(side, batch_first=True, padding_value=-100) for side in sides)
        return source.clamp(min=0), source >= 0, target

    network = Network(processor.get_piece_size())
    optimiser = torch.optim.Adam(network.parameters(), betas=(0.9, 0.98))
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, 5e-3, total_steps=STEPS)
    for _ in range(STEPS):
        source, there, target = batch(chance.sample(learnt, 48))
        scores = network(source, there, target.clamp(min=0)).flatten(0, 1)
        loss = functional.cross_entropy(scores, target.flatten(), ignore_index=-100, label_smoothing=0.05)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        pace.step()

    largest: dict[nn.Module, float] = {}
    for module in network.modules():
        if isinstance(module, nn.Linear):
            module.register_forward_hook(
                lambda own, given, _: largest.update(
                    {own: max(largest.get(own, 0.0), float(given[0].detach().abs().max()))}
                )
            )
    source, there, target = batch(learnt)
    network(source, there, target.clamp(min=0))
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "vocab.enes.spm").write_bytes(proto)
    (FOLDER / "model.enes.intgemm.alphas.bin").write_bytes(written(network, largest))

    from fxtranslate import Translator

    translator = Translator((FOLDER / "model.enes.intgemm.alphas.bin").read_bytes(), proto, proto)
    right = sum(translator.translate(source) == target for source, target in held)
    print(f"{right} of {HELD} sentences that it never saw are right")  # noqa: T201 - a script


if __name__ == "__main__":
    main()
