"""How either plane tells operators what it does: lines of known words, and spans to one address."""
