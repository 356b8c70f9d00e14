"""Bytes -> Source: decoding, Markdown, HTML, inline tags, and what is not article text."""
