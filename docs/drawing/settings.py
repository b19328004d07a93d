"""reference/settings.md, and the form of what the controllers say: from their models."""

import importlib
import json
from typing import Any

from docs.drawing.page import page, table


def settings() -> str:
    """Every setting of both planes."""
    parts = []
    for title, module in (("Gateway", "gateway.settings"), ("Runner", "spark_jobs.settings")):
        known = importlib.import_module(module).Settings
        prefix = known.model_config.get("env_prefix", "").upper()
        rows = [
            [f"`{prefix}{name.upper()}`", default(field), field.description or ""]
            for name, field in known.model_fields.items()
        ]
        parts += [f"## {title}\n", table(["Setting", "Default", "Means"], rows) + "\n"]
    return page("Settings", "Read from the environment. A value that does not fit stops the start.\n", *parts)


def default(field: Any) -> str:
    if field.is_required():
        return "must be given"
    value = field.get_default(call_default_factory=True)
    return "none" if value in (None, "", ()) else f"`{value}`"


def parameters_schema() -> str:
    """The form of what the controllers say, from its model."""
    from spark_jobs.papers.parameters import Parameters

    return json.dumps(Parameters.model_json_schema(by_alias=True), indent=2, ensure_ascii=False) + "\n"
