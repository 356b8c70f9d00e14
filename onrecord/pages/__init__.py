"""Dossier -> pages: pure views and templates; nothing here reads or writes a file."""
