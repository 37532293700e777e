"""Personal data leaves here: texts redacted by rules that are data, people replaced by keyed hashes."""

from toil.privacy.found import Redacted, Texts
from toil.privacy.hashing import HashKey, Rotation, read_key, rotate_key
from toil.privacy.redaction import Redactor, redact

__all__ = ["HashKey", "Redacted", "Redactor", "Rotation", "Texts", "read_key", "redact", "rotate_key"]
