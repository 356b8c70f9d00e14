"""What the preview says of a build; what a browser sees of it is in tests/browser."""

from __future__ import annotations

from pathlib import Path

from onrecord.preview import State, rebuild
from onrecord.publish.store import Memory
from onrecord.site import Inputs


def test_a_broken_input_is_told_with_what_stays_up(tmp_path: Path) -> None:
    seed = tmp_path / "seeds/hearing.txt"
    seed.parent.mkdir()
    inputs, state = Inputs(tmp_path / "seeds", None), State(tmp_path / ".site.preview", Memory())
    last = []
    for content in (b"\x00", b"Mayor Ann Roe said no.", b"\x00"):
        seed.write_bytes(content)
        said: list[str] = []
        rebuild(inputs, state, said.append)
        last.append(said[-1])
    assert last[0] == "There is no site yet; there will be once this is mended."
    assert last[1].startswith("Built ")
    assert last[2] == "The last good site stays up."
