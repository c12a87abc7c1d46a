"""What stands between the programs: nothing is lost, doubled or waited for, whatever its size."""

from dataclasses import dataclass, field

import pytest

from syndicate.engines.apertium.pipe import Pipe, PipeDied

COPY = ("cat",)


@dataclass
class Parcel:
    """What goes through a pipe and notes where it has been."""

    text: str
    been: list[int] = field(default_factory=list)

    def enter(self) -> str:
        return self.text

    def cross(self, section: int, stream: str) -> str:
        self.been.append(section)
        if f"stop {section}" in stream:
            raise ValueError("no stream")
        return f"{stream}{section}"


def test_more_than_the_pipes_hold_goes_through_in_order() -> None:
    parcels = [Parcel(f"{number}é" * (1 + number % 7 * 9000) + " ") for number in range(60)]
    pipe = Pipe([(COPY,), (COPY, COPY), (COPY,)], 60)
    for _ in range(2):
        assert list(pipe.run(parcels)) == [f"{parcel.text}012" for parcel in parcels]
    assert parcels[0].been == [0, 1, 2] * 2
    pipe.close()


def test_a_section_without_programs_is_crossed_at_once() -> None:
    pipe = Pipe([(COPY,), (), (COPY,), ()], 60)
    assert list(pipe.run([Parcel("a"), Parcel(""), Parcel("b")])) == ["a0123", "0123", "b0123"]
    assert list(pipe.run([])) == []
    pipe.close()


@pytest.mark.parametrize("section", range(3))
def test_all_before_what_is_no_stream_comes_out(section: int) -> None:
    pipe = Pipe([(COPY,), (COPY,), (COPY,)], 60)
    coming = pipe.run([Parcel("a"), Parcel("b"), Parcel(f"stop {section}"), Parcel("c")])
    assert [next(coming), next(coming)] == ["a012", "b012"]
    with pytest.raises(PipeDied, match="ended"):
        next(coming)
    pipe.close()


@pytest.mark.parametrize("section", range(3))
def test_a_program_that_says_nothing_is_noticed(section: int) -> None:
    mute = [(COPY,), (COPY,), (COPY,)]
    mute[section] = (("sleep", "60"),)
    pipe = Pipe(mute, 0.3)
    with pytest.raises(PipeDied, match="in time"):
        list(pipe.run([Parcel("a" * 300_000)]))
    pipe.close()


@pytest.mark.parametrize("section", range(3))
def test_a_program_that_ends_is_noticed(section: int) -> None:
    stages = [(COPY,), (COPY,), (COPY,)]
    stages[section] = (COPY, ("false",), COPY)
    pipe = Pipe(stages, 60)
    with pytest.raises(PipeDied, match="ended"):
        list(pipe.run([Parcel("a" * 300_000), Parcel("b")]))
    pipe.close()


@pytest.mark.parametrize("section", range(3))
def test_a_program_that_is_not_there_is_noticed(section: int) -> None:
    stages = [(COPY,), (COPY,), (COPY,)]
    stages[section] = (COPY, ("syndicate-has-no-such-program",), COPY)
    with pytest.raises(PipeDied, match="no-such-program"):
        Pipe(stages, 60)
