"""Small files of the runner's own: kept whole, for its eyes alone."""

from pathlib import Path

from spark_jobs.errors import StorageFailed
from spark_jobs.objects.files import make_folder, write_whole


def keep(path: Path, content: bytes) -> None:
    """On disk when this returns, in a folder of mode 0700. Raises StorageFailed."""
    try:
        make_folder(path.parent, mode=0o700)
        write_whole(path, content)
    except OSError:
        raise StorageFailed(f"The file {path} cannot be written.") from None
