"""IPTC ninjs 1.x, 2.x and 3.x, and the dialects of Superdesk and dpa digitalwires."""
