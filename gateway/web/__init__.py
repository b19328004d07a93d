"""The front door over HTTP: parse, call one verb, present."""
