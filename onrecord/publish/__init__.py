"""Pages -> the output folder: the only place that writes there."""
