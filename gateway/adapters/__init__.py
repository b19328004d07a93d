"""One file or folder per neighbour."""
