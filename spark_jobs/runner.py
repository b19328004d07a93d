"""
The runner: takes signed orders from the box, checks them before it opens anything, carries them out, and answers.

Whatever goes wrong becomes a status with a code and a sentence; nothing in the box stops the runner.
"""

import base64
import json
import platform
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Self

import structlog
from pyspark.sql import SparkSession

from catalog.errors import CatalogError
from catalog.loading import BUILT_IN, load_catalog
from catalog.model import Catalog
from pseudonymisation.custody import Opening, Why
from pseudonymisation.errors import PseudonymisationError
from pseudonymisation.sealing import public_key
from spark_jobs.box import OrderBox
from spark_jobs.custody import KeyRing, open_master_key
from spark_jobs.errors import EngineFailed, JobFailed, OrderRefused, RunnerError, SettingsUnfit, StorageFailed
from spark_jobs.jobs.admission import ExtractJob, admit
from spark_jobs.jobs.extract import Extract, extract
from spark_jobs.jobs.faults import ENGINE_ERRORS, told
from spark_jobs.journal import Event, Journal
from spark_jobs.papers.errors import KeyFileError, PaperError
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.paper import Digest, Kind, SignedPaper
from spark_jobs.papers.trust import TrustFile
from spark_jobs.session import spark_session, sweep_scratch
from spark_jobs.settings import Settings
from spark_jobs.sinks.staging import Staging
from spark_jobs.sinks.workspace import Workspaces
from spark_jobs.system import Clock, day_of, random_bytes
