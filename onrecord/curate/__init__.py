"""What the curator adds: read, validated, and re-attached to sources where it still fits."""
