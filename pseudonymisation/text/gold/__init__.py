"""Notes that nobody wrote, about people who do not exist, with every identifier in them known: text to measure on."""
