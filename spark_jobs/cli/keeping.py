"""Commands about what the runner keeps: snapshots of its sources, its journal, copies of what must not be lost."""

from pathlib import Path

from spark_jobs.cli.endings import told
from spark_jobs.cli.opening import open_office
from spark_jobs.settings import Settings
from spark_jobs.system import now


def snapshot(datasets: list[str]) -> None:
    """Sign a snapshot of each dataset or register as it stands, and lay it in the order box."""
    from spark_jobs.jobs.snapshots import publish

    with told():
        office = open_office()
        for dataset in datasets:
            paper = publish(dataset, office)
            rows = sum(table["rows"] for table in paper.body["tables"])
            print(f"{dataset} {paper.digest} {rows} rows")


def verify_journal() -> None:
    """Check the runner's journal from its first entry; print its head."""
    with told():
        office = open_office()
        print(f"{sum(1 for _ in office.journal.entries())} entries, head {office.journal.head()}")


def backup(folder: Path) -> None:
    """Copy journal, wrapped secrets and papers into a new folder, with a signed list; no key that opens is in it."""
    from spark_jobs.jobs.safekeeping import back_up

    with told():
        made = back_up(open_office(), folder)
        print(f"{len(made.files)} files, the journal up to entry {made.sequence}, {made.head}")


def restore(folder: Path) -> None:
    """Put a backup back where no journal stands, and name what was answered or made since; no destroyed key revives."""
    from spark_jobs.jobs.safekeeping import restore

    with told():
        done = restore(Settings.read(), folder, clock=now)
        print(f"as of {done.contents.made_at.isoformat(timespec='seconds')}, {done.tombstones} tombstones stand")
        for order in done.orders_since:
            print(f"answered since, and not in the backup: {order}")
        for project in done.secrets_lost:
            print(f"its code key is lost, and none takes its place: {project}")
