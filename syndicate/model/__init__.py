"""The data that every stage takes and returns. It imports the standard library only.

Names follow the field: XLIFF 2.1 (unit, segment, source, target), TBX (concept entry, term,
administrative status), BCP 47 (language tag), ITS 2.0 (locQualityIssueType), Universal
Dependencies (grammatical cases, lower-case). Offsets count Python characters, start inclusive,
end exclusive. Everything is frozen: a stage answers with new values.
"""

from syndicate.model.article import (
    MARKUP,
    UND,
    Article,
    LanguageHint,
    LanguageTag,
    Media,
    Source,
    Span,
    SpanKind,
    Unit,
    UnitKind,
)
from syndicate.model.carriage import Ability, Direction, Hop, Hypothesis, Link, Method, Place, Placeholder, Protected
from syndicate.model.edition import (
    Edition,
    EditionState,
    Failure,
    Issue,
    IssueType,
    LedgerRow,
    Maker,
    Origin,
    Provenance,
    Sentence,
    Translation,
)
from syndicate.model.text import ConceptEntry, Detection, DetectionStatus, EntryKind, Form, Mention, Segment

__all__ = [
    "MARKUP",
    "UND",
    "Ability",
    "Article",
    "ConceptEntry",
    "Detection",
    "DetectionStatus",
    "Direction",
    "Edition",
    "EditionState",
    "EntryKind",
    "Failure",
    "Form",
    "Hop",
    "Hypothesis",
    "Issue",
    "IssueType",
    "LanguageHint",
    "LanguageTag",
    "LedgerRow",
    "Link",
    "Maker",
    "Media",
    "Mention",
    "Method",
    "Origin",
    "Place",
    "Placeholder",
    "Protected",
    "Provenance",
    "Segment",
    "Sentence",
    "Source",
    "Span",
    "SpanKind",
    "Translation",
    "Unit",
    "UnitKind",
]
