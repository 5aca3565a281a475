"""IPTC 7901 text messages, and the ZCZC telegrams that some agencies still send by its rules."""
