"""What a build has made of one publication."""

from collections.abc import Mapping
from dataclasses import dataclass

from imprint.errors import Finding
from imprint.evidence import Evidence
from imprint.model import Artefact, Edition, Publication
from imprint.validating import Verdict


@dataclass(frozen=True)
class Made:
    """One publication with its finished files, the editions they are, and what was found on the way."""

    publication: Publication
    editions: tuple[Edition, ...]
    artefacts: tuple[Artefact, ...]
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    verdicts: tuple[Verdict, ...] = ()  # of the official validators, where they were asked
    unasked: tuple[str, ...] = ()  # validators that could not be asked, and why

    @property
    def folder(self) -> str:
        """The publication's folder in output/."""
        return f"{self.publication.id}/{self.publication.language}"

    @property
    def files(self) -> Mapping[str, bytes]:
        """The finished files by their paths in the publication's folder."""
        return {artefact.path: artefact.data for artefact in self.artefacts}
