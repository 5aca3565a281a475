"""ANPA 1312: the high-speed wire of the newspapers of North America."""
