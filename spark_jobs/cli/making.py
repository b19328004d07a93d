"""Commands that make what was not there: keys, a region, buckets."""

import base64
from dataclasses import asdict
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from pseudonymisation.sealing import fingerprint
from pseudonymisation.wrapping import MasterKey
from spark_jobs.cli.endings import told
from spark_jobs.cli.opening import Passphrase, passphrase_of
from spark_jobs.papers.keys import SigningKey, write_private
from spark_jobs.settings import PUBLIC, Settings
from spark_jobs.system import random_bytes


def keys_new(passphrase_fd: Passphrase = None) -> None:
    """Make the runner's signing key and, sealed by the passphrase, its master key; print the fingerprint."""
    with told():
        settings = Settings.read()
        passphrase = passphrase_of(settings, passphrase_fd)
        key = SigningKey.new()
        key.write(settings.needed("key_file"))
        sealed = MasterKey.new(chance=random_bytes).seal(passphrase=passphrase, chance=random_bytes)
        write_private(settings.needed("master_key_file"), sealed)
        print(f"{key.key_id} {key.public}")


def keys_new_controller(folder: Path, controllers: list[str]) -> None:
    """Make controllers' own keys for sealed lists, for trying out: a real controller makes its own, elsewhere."""
    with told():
        for controller in controllers:
            key = X25519PrivateKey.generate()
            write_private(folder / f"{controller}.x25519", key.private_bytes_raw())
            print(f"{controller} {base64.b64encode(key.public_key().public_bytes_raw()).decode('ascii')}")


def keys_new_steward(folder: Path, controllers: list[str]) -> None:
    """
    Make the keys by which controllers' stewards open samples of masked notes, where the steward works.

    `<controller>.steward` stays there; `<controller>.pub` goes into the runner's folder of stewards' keys.
    """
    with told():
        for controller in controllers:
            key = X25519PrivateKey.generate()
            public = key.public_key().public_bytes_raw()
            write_private(folder / f"{controller}.steward", key.private_bytes_raw())
            write_private(folder / f"{controller}{PUBLIC}", base64.b64encode(public) + b"\n")
            print(f"{controller} {fingerprint(public)}")


def region_draw(folder: Path, seed: int = 1, size: float = 1.0) -> None:
    """Draw a region into a new folder: the same rows for the same seed and size."""
    from spark_jobs.synthetic.region import draw_region

    with told():
        report = draw_region(folder, seed=seed, size=size)
        print(f"{report.residents} residents, {report.total} rows, {report.digest}")


def buckets_make() -> None:
    """Make the buckets that the settings name: private, and encrypted and versioned where the server can."""
    from spark_jobs.jobs.buckets import make_buckets

    with told():
        for made, can in make_buckets(Settings.read()):
            print(made)
            for name, has in asdict(can).items():
                print(f"  {'yes' if has else 'no ':<3} {name.replace('_', ' ')}")
