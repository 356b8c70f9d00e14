"""Pages at the addresses that entities had before: each leads on to where the entity is now."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Entity, Page
from onrecord.pages import urls
from onrecord.pages.frame import Frame
from onrecord.pages.indexes import Index


def pages(frame: Frame, look_ups: Index) -> Iterator[Page]:
    """One page for each old id that no entity has now; where two claim it, the first in order of id has it."""
    taken = {urls.entity(entity) for entity in look_ups.dossier.entities}
    for entity in look_ups.dossier.entities:
        for old in entity.was:
            path = urls.entity(Entity(old, entity.kind, ""))
            if path not in taken:
                taken.add(path)
                if frame.wants(path, entity):
                    yield frame.page(path, "stub.html", kind="stub", entity=entity, target=urls.entity(entity))
