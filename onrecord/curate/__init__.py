"""What the curator adds: read, validated, and re-attached to sources where it still fits."""

from onrecord.curate.folder import Curation, load

__all__ = ["Curation", "load"]
