"""IPTC NewsML 1.0 to 1.2: an envelope with items of nested components."""
