"""My desk: what waits for me."""

from collections.abc import Mapping

from catalog.model import Words

DESK: Mapping[str, Words] = {
    "title": Words(sv="Mitt bord", en="My desk"),
}
