"""IPTC NITF 3.x: one document, one item."""
