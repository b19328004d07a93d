"""What every command of the data plane has at hand: settings, its key, whom it believes, and where things lie."""

from dataclasses import dataclass
from typing import Self

from catalog.errors import CatalogError
from catalog.loading import BUILT_IN, load_catalog
from catalog.model import Catalog
from spark_jobs.box import OrderBox
from spark_jobs.errors import SettingsUnfit
from spark_jobs.journal import Journal
from spark_jobs.papers.errors import KeyFileError
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.trust import TrustFile
from spark_jobs.settings import Settings
from spark_jobs.sinks.staging import Staging
from spark_jobs.sinks.workspace import Workspaces
from spark_jobs.system import Clock, day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What every command of the data plane needs: its own key, whom it believes, its journal, the catalog."""

    settings: Settings
    key: SigningKey
    trust: TrustFile
    catalog: Catalog
    journal: Journal
    clock: Clock

    @classmethod
    def open(cls, settings: Settings, *, clock: Clock) -> Self:
        """Raises SettingsUnfit without key or trust file, JournalBroken where the journal does not hold."""
        try:
            key = SigningKey.read(settings.needed("key_file"))
            trust = TrustFile.read(settings.needed("trust_file"))
            folders = ([BUILT_IN] if settings.built_in_catalog else []) + list(settings.extra_catalogs)
            catalog = load_catalog(folders)
        except (KeyFileError, CatalogError) as unfit:
            raise SettingsUnfit(unfit.sentence, code=unfit.code) from None
        journal = Journal(path=settings.journal, key=key, clock=clock)
        journal.mend()
        journal.verify(trust=trust, on=day_of(clock()))
        return cls(settings=settings, key=key, trust=trust, catalog=catalog, journal=journal, clock=clock)

    @property
    def box(self) -> OrderBox:
        """The order box."""
        return OrderBox(root=self.settings.box)

    @property
    def staging(self) -> Staging:
        """Finished extracts."""
        return Staging(root=self.settings.staging)

    @property
    def workspaces(self) -> Workspaces:
        """Delivered extracts."""
        return Workspaces(root=self.settings.workspace_root, key=self.key, catalog=self.catalog)
