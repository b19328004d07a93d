"""What every command of the data plane has at hand: settings, its key, whom it believes, and where things lie."""

from dataclasses import dataclass
from typing import Self

from catalog.errors import CatalogError
from catalog.loading import BUILT_IN, load_catalog
from catalog.model import Catalog
from spark_jobs.box import OrderBox
from spark_jobs.errors import SettingsUnfit
from spark_jobs.instance import Instance
from spark_jobs.jobs.places import Places
from spark_jobs.journal import Journal
from spark_jobs.objects.store import Objects
from spark_jobs.papers.errors import KeyFileError
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.trust import TrustFile
from spark_jobs.settings import Settings
from spark_jobs.sinks.staging import Staging
from spark_jobs.sinks.workspace import Workspaces
from spark_jobs.sources.files import Sources
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
    own: Instance

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
        own = Instance.own()
        return cls(settings=settings, key=key, trust=trust, catalog=catalog, journal=journal, clock=clock, own=own)

    @property
    def places(self) -> Places:
        """Where everything lies."""
        return Places(settings=self.settings)

    @property
    def box(self) -> OrderBox:
        """The order box."""
        return self.places.box()

    @property
    def sources(self) -> Sources:
        """Where described folders lie."""
        return self.places.sources()

    @property
    def leases_place(self) -> Objects:
        """Where the runners of this box tell each other which orders they hold."""
        return self.places.leases()

    @property
    def staging(self) -> Staging:
        """Finished extracts."""
        return self.places.staging()

    @property
    def workspaces(self) -> Workspaces:
        """Delivered extracts."""
        return self.places.workspaces(key=self.key, catalog=self.catalog)
