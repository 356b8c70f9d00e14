"""onrecord: a static-site generator for an annotated source reader."""

__version__ = "0.1.0"
