"""IPTC NewsML-G2 2.x: a message or a lone item of any kind."""
