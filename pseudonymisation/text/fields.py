"""Fields of a line, each looked at before it is used; what is wrong is told by its JSON path alone."""

from collections.abc import Mapping

from pseudonymisation.errors import LineUnfit


def line_of(line: object) -> Mapping[str, object]:
    """The line, which is an object. Raises LineUnfit."""
    if not isinstance(line, Mapping):
        raise LineUnfit("line-unfit", "The line is wrong at $: an object is needed.")
    return line


def name_in(line: Mapping[str, object], field: str) -> str:
    """A text or a whole number that names something; as text. Raises LineUnfit."""
    value = line.get(field)
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise LineUnfit("line-unfit", f"The line is wrong at $.{field}: a text or a whole number is needed.")
    return str(value)


def texts_in(line: Mapping[str, object], field: str) -> tuple[str, ...]:
    """A list of texts, empty where the field is missing. Raises LineUnfit."""
    values = line.get(field)
    if values is None:
        return ()
    if not isinstance(values, list | tuple):
        raise LineUnfit("line-unfit", f"The line is wrong at $.{field}: a list of texts is needed.")
    for place, value in enumerate(values):
        if not isinstance(value, str):
            raise LineUnfit("line-unfit", f"The line is wrong at $.{field}[{place}]: a text is needed.")
    return tuple(value.strip() for value in values if value.strip())
