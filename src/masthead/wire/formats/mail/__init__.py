"""Mail by RFC 5322: one message, one item."""
