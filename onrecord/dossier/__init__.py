"""All sources together: who is who, what the marks finally are, and what sources share."""
