"""XML that single agencies made for themselves: flat records, each told by its own table."""
