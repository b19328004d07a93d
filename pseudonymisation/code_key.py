"""The secret that turns an identity into a pseudonym, for one project."""

import hmac
from types import TracebackType
from typing import NoReturn, Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pseudonymisation.errors import KeyUnusable
from pseudonymisation.identity import Identity
from pseudonymisation.scope import NAMELESS, Domain, Scope

SECRET_BYTES = 32
PSEUDONYM_HEX_DIGITS = 32
LONGEST_SHIFT_DAYS = 365


class CodeKey:
    """
    Makes one project's pseudonyms, and never shows its secret: not by print, format, pickle or copy.

    Made from 32 random bytes. Each domain has its own key (HKDF-SHA256), so that pseudonyms of two
    projects, or of two domains, cannot be joined by anyone who lacks the secret.
    """

    __slots__ = ("_project", "_secret")

    def __init__(self, secret: bytes, project: str) -> None:
        self._secret = bytearray(secret)
        self._project = project

    @classmethod
    def of_secret(cls, secret: bytes, *, project: str) -> Self:
        """The key of that project; any other length than 32 bytes is refused, and so is a nameless project."""
        if len(secret) != SECRET_BYTES:
            raise KeyUnusable("code-key-length", "A code key is made from exactly 32 secret bytes.")
        if not project:
            raise KeyUnusable("code-key-project", "A code key belongs to a named project.")
        return cls(secret, project)

    @property
    def project(self) -> str:
        return self._project

    def pseudonym(self, value: str | Identity, *, scope: Scope | str) -> str:
        """
        The value's pseudonym in that scope: 32 lower-case hexadecimal characters, always the same.

        The value is taken as it stands: bring it into its normal form first. A scope is a project with a
        domain; a domain alone means this key's own project. A scope of another project is refused.
        """
        domain = self._domain_of(scope)
        if domain in NAMELESS:
            # They would tell a person's date offset, which name became which, which notes somebody will read.
            raise KeyUnusable("domain-has-no-pseudonyms", f"The domain {domain} gives no pseudonyms.")
        return self._code(value, domain).hex()[:PSEUDONYM_HEX_DIGITS]

    def date_offset(self, person: str | Identity) -> int:
        """
        How many days back this person's dates are moved in this project: 1 to 365, always the same.

        The first 64 bits of the HMAC, modulo 365: no day is likelier than another by more than one part in
        2^55 (365 / 2^64, rounded up), which nobody can observe.
        """
        code = self._code(person, Domain.DATE_SHIFT)
        return 1 + int.from_bytes(code[:8], "big") % LONGEST_SHIFT_DAYS

    def domain_key(self, domain: str) -> bytes:
        """
        The 32-byte key of one domain, for the worker that builds the one-row key frame and for nobody else.

        HMAC-SHA-256 with this key over the UTF-8 value, in lower-case hexadecimal, cut to
        its first 32 characters, is `pseudonym`; in `Domain.DATE_SHIFT`, 1 + (its first 16 hexadecimal
        characters as an unsigned number) mod 365 is `date_offset`.
        """
        if not self._secret:
            raise KeyUnusable("code-key-destroyed", "This code key was put away; open it again for the next job.")
        # A domain's name holds no bar, so no two pairs of project and domain read the same.
        info = f"slussen|1|{self._project}|{Domain.named(domain)}".encode()
        return HKDF(algorithm=SHA256(), length=SECRET_BYTES, salt=None, info=info).derive(self._secret)

    def destroy(self) -> None:
        """Overwrites our copy of the secret, as well as Python can; copies that the interpreter made may linger."""
        self._secret[:] = bytes(len(self._secret))
        self._secret.clear()

    def _domain_of(self, scope: Scope | str) -> Domain:
        if isinstance(scope, str):
            return Domain.named(scope)
        if scope.project != self._project:
            raise KeyUnusable("scope-of-another-project", "This code key belongs to another project than the scope.")
        return Domain.named(scope.domain)

    def _code(self, value: str | Identity, domain: Domain) -> bytes:
        text = value.number if isinstance(value, Identity) else value
        if not text:
            raise KeyUnusable("nothing-to-pseudonymise", "An empty value has no pseudonym.")
        # "surrogatepass": a broken character must not raise an error that quotes the value.
        return hmac.digest(self.domain_key(domain), text.encode(errors="surrogatepass"), "sha256")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.destroy()

    def __repr__(self) -> str:
        return f"CodeKey(project={self._project!r}, secret hidden)"

    def __getstate__(self) -> NoReturn:
        # A pickled key would travel to workers and event logs; workers get a domain's key instead.
        raise KeyUnusable("code-key-stays", "A code key is neither pickled nor copied.")

    def __reduce__(self) -> NoReturn:
        self.__getstate__()

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        self.__getstate__()
