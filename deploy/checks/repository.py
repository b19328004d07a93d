"""
What must never lie in this repository: a real person's number, a private key, a file too large to review.

    python deploy/checks/repository.py            every file git knows or would add
    python deploy/checks/repository.py FILE…      these (as a pre-commit hook calls it)

A finding names file and line, never the value: a check that printed a number would spread it.
"""

import re
import subprocess
import sys
from calendar import monthrange
from collections.abc import Iterable, Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
LARGEST = 1_500_000
PASSED_OVER = frozenset({".git", ".venv", ".cache", "__pycache__", ".mypy_cache", ".ruff_cache", "build", "dist"})

TEST_SERIALS = frozenset({"238", "239", "980", "981", "982", "983"})
"""Serials under which the tax agency publishes test numbers in series (238 and 239 from 1900 on, the others before)."""

RESEMBLES_A_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.])(?P<century>18|19|20)?(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)[-+]?(?P<serial>\d{3})\d(?![0-9A-Za-z])"
)
PRIVATE_KEY = re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE " + r"KEY-----|AGE-SECRET-" + r"KEY-1")


def is_a_date(*, century: str | None, year: str, month: str, day: str) -> bool:
    """Whether somebody could have been born then; a coordination number carries the day plus sixty."""
    month_number, day_number = int(month), int(day)
    if day_number > 60:
        day_number -= 60
    if not 1 <= month_number <= 12 or day_number < 1:
        return False
    return day_number <= monthrange(int((century or "20") + year), month_number)[1]


def has_its_check_digit(ten_digits: str) -> bool:
    """The last of ten digits, as the law on national registration computes it."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(ten_digits))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def resembles_a_person(text: str) -> bool:
    """A valid personal or coordination number whose serial is not one of the published test serials."""
    for found in RESEMBLES_A_NUMBER.finditer(text):
        digits = re.sub(r"\D", "", found.group())[-10:]
        is_date = is_a_date(century=found["century"], year=found["year"], month=found["month"], day=found["day"])
        if is_date and has_its_check_digit(digits) and found["serial"] not in TEST_SERIALS:
            return True
    return False


def findings(path: Path) -> Iterator[str]:
    """One sentence per finding in one file."""
    if path.stat().st_size > LARGEST:
        yield f"{path}: larger than {LARGEST} bytes"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return
    for number, line in enumerate(lines, start=1):
        if resembles_a_person(line):
            yield f"{path}:{number}: resembles a real person's number"
        if PRIVATE_KEY.search(line):
            yield f"{path}:{number}: a private key"


def repository_files() -> list[Path]:
    """What git tracks or would add; where there is no git, every file outside the folders that git ignores."""
    asked = subprocess.run(
        ["git", "-C", str(REPOSITORY), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=False,
    )
    if asked.returncode == 0:
        named = (REPOSITORY / name for name in asked.stdout.decode().split("\0") if name)
    else:
        named = (path for path in REPOSITORY.rglob("*") if not PASSED_OVER & set(path.parts))
    return sorted(path for path in named if path.is_file() and not path.is_symlink())


def main(names: Iterable[str]) -> int:
    """Prints every finding; 1 if there is one."""
    paths = [Path(name) for name in names] or repository_files()
    found = [sentence for path in paths for sentence in findings(path)]
    for sentence in found:
        print(sentence)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
