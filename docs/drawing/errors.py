"""reference/errors.md: every error of both planes."""

import importlib
import inspect

from docs.drawing.page import first_line, page, table

PACKAGES_WITH_ERRORS = (
    "gateway.domain",
    "spark_jobs",
    "spark_jobs.objects",
    "spark_jobs.papers",
    "catalog",
    "pseudonymisation",
)


def errors() -> str:
    """Every error with its code, as the drawings of both planes show them."""
    parts = []
    for package in PACKAGES_WITH_ERRORS:
        rows = [
            [f"`{error.__dict__.get('code', '')}`", error.__name__, answer(error), first_line(error.__doc__)]
            for error in errors_of(package)
        ]
        parts += [f"## {package}\n", table(["Code", "Error", "Answer", "Means"], rows) + "\n"]
    return page(
        "Errors", "The answer is an HTTP status where the API answers, an exit code where a command ends.\n", *parts
    )


def errors_of(package: str) -> list[type[Exception]]:
    """The errors a package's drawing shows, in its order."""
    module = importlib.import_module(f"{package}.errors")
    return [
        value
        for value in vars(module).values()
        if inspect.isclass(value) and issubclass(value, Exception) and value.__module__ == module.__name__
    ]


def answer(error: type[Exception]) -> str:
    from gateway.cli.endings import EXITS
    from gateway.domain.errors import GatewayError
    from gateway.web.problems import STATUSES

    if issubclass(error, GatewayError):
        return f"HTTP {STATUSES[error]}, exit {EXITS[error.code]}"
    return f"exit {error.__dict__['exit_code']}" if "exit_code" in error.__dict__ else ""
