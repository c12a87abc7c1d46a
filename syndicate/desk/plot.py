"""Plots drawn on the server as SVG: bars and lines that are told apart without colour and read aloud as a text.

Everything is an attribute or a class of the desk's own style, for its pages admit no style of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH = 480
"""Units of a drawing's width; it is as wide as there is room."""
_ROW = 26
_BAR = 20
_LEFT = 112
_RIGHT = 44
_HEIGHT = 180
_MARKS = 5
"""Shades and dashes that there are; series beyond begin anew."""
_TEXT = Markup('<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>')
_BLOCK = Markup('<rect class="shade{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>')
_GRID = Markup('<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>')
_LINE = Markup('<polyline class="line{}" points="{}"/>')
_DOT = Markup('<circle class="dot{}" cx="{:.1f}" cy="{:.1f}" r="3"/>')


@dataclass(frozen=True, slots=True)
class Series:
    """One quantity over all places of a plot."""

    name: str
    """What it is, in the reader's language."""
    values: tuple[float, ...]
    """One for each label of the plot."""
    mark: int = 0
    """Which shade and dash it has."""


def bars(title: str, told: str, labels: Sequence[str], series: Sequence[Series], key: str) -> Markup:
    """Return stacked bars, one a label, from above.

    Args:
        title: what is shown.
        told: the same in a sentence or two, for who does not see it.
        labels: of the bars.
        series: the parts of each bar.
        key: of letters, for the ids of this drawing on its page.
    """
    height = _ROW * len(labels) + 8
    most = max([sum(one.values[at] for one in series) for at in range(len(labels))] or [0]) or 1
    scale = (WIDTH - _LEFT - _RIGHT) / most
    out: list[Markup] = []
    for at, label in enumerate(labels):
        top, x = at * _ROW + 4, float(_LEFT)
        out.append(_TEXT.format("label", _LEFT - 8, top + 14, "end", label))
        for one in series:
            value = one.values[at]
            if not value:
                continue
            wide = value * scale
            out.append(_BLOCK.format(one.mark % _MARKS, x, top, max(wide - 1, 0.5), _BAR))
            figure = _figure(value)
            if wide > 9 * len(figure) + 6:
                out.append(_TEXT.format(f"figure{one.mark % _MARKS}", x + 4, top + 14, "start", figure))
            x += wide
        total = _figure(sum(one.values[at] for one in series))
        out.append(_TEXT.format("label", x + 6, top + 14, "start", total))
    return _drawing(title, told, height, Markup("").join(out), key)


def lines(title: str, told: str, labels: Sequence[str], series: Sequence[Series], key: str) -> Markup:
    """Return lines over *labels*, the oldest at the left, each named at its end.

    Args:
        title: what is shown.
        told: the same in a sentence or two.
        labels: of the places, of which the first and the last are written.
        series: the lines.
        key: of letters, for the ids of this drawing on its page.
    """
    most = max([value for one in series for value in one.values] or [0]) or 1
    left, right, top, bottom = 48, WIDTH - 130, 14, _HEIGHT - 30
    step = (right - left) / max(len(labels) - 1, 1)
    out: list[Markup] = []
    for part in (0, 0.5, 1):
        y = bottom - part * (bottom - top)
        out.append(_GRID.format(left, right, y, y))
        out.append(_TEXT.format("label", left - 6, y + 4, "end", _figure(most * part)))
    taken: list[float] = []
    for one in series:
        points = [(left + at * step, bottom - value / most * (bottom - top)) for at, value in enumerate(one.values)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        out.append(_LINE.format(one.mark % _MARKS, path))
        if not points:
            continue
        x, y = points[-1]
        while any(abs(y - other) < 15 for other in taken):
            y += 15
        taken.append(y)
        out.append(_DOT.format(one.mark % _MARKS, *points[-1]))
        out.append(_TEXT.format("label", x + 8, y + 4, "start", f"{one.name} {_figure(one.values[-1])}"))
    for label, x, anchor in ((labels[0], left, "start"), (labels[-1], right, "end")) if len(labels) > 1 else ():
        out.append(_TEXT.format("label", x, _HEIGHT - 8, anchor, label))
    return _drawing(title, told, _HEIGHT, Markup("").join(out), key)


def _drawing(title: str, told: str, height: int, inside: Markup, key: str) -> Markup:
    return Markup(
        '<svg class="plot" role="img" viewBox="0 0 {} {}" aria-labelledby="{}-title {}-told">'
        '<title id="{}-title">{}</title><desc id="{}-told">{}</desc>{}</svg>'
    ).format(WIDTH, height, key, key, key, title, key, told, inside)


def _figure(value: float) -> str:
    return f"{value:,.0f}".replace(",", "\u202f") if value >= 10 or value == int(value) else f"{value:.1f}"
