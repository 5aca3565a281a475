"""Plain text with no header at all: releases, bulletins, results, tickers of headlines."""
