"""What the curator adds: read, validated, and re-attached to sources where it still fits."""

from onrecord.curate.folder import Curation, checked, limited, load

__all__ = ["Curation", "checked", "limited", "load"]
