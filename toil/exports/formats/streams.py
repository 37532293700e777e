"""The bytes of an export on their way to a reader: bounded, free of NUL, and UTF-8 where they are said to be."""

from __future__ import annotations

import codecs
import io
import re
from typing import IO

from toil.errors import ExportError
from toil.exports.formats.archives import UNREADABLE

MAX_UNPACKED = 4 << 30
MAX_RATIO = 400
RATIO_FROM = 64 << 20
_ESCAPED = re.compile("[\udc80-\udcff]")
_AS_CP1252 = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


class Utf8:
    """Checks that bytes are UTF-8 before a reader sees them, a character that ends in the next part held back.

    A part of the text in another encoding, as where two exports were put together, makes a byte here and there that
    UTF-8 doesn't have. Where *mend* is set, such a byte becomes the character it is in cp1252, and is counted.

    Attributes
    ----------
    characters : int
        Characters beyond ASCII so far.
    foreign : int
        Bytes so far that are no UTF-8.
    """

    def __init__(self, *, mend: bool = False) -> None:
        self._mend = mend
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape" if mend else "strict")
        self._held = b""
        self.characters = 0
        self.foreign = 0

    def take(self, part: bytes) -> bytes:
        """Return *part* as UTF-8, without a character that it doesn't end.

        Raises
        ------
        UnicodeDecodeError
            If it isn't UTF-8 and is not to be mended. The error holds the bytes; don't show it.
        """
        if not self._held and part.isascii():
            return part
        text = self._decoder.decode(part)
        whole, held = self._held + part, self._decoder.getstate()[0]
        self._held = held
        if not self._mend:
            return whole[: len(whole) - len(held)]
        foreign = len(_ESCAPED.findall(text))
        self.foreign += foreign
        self.characters += sum(map(len, re.findall("[^\x00-\x7f]+", text))) - foreign
        return (text.translate(_AS_CP1252) if foreign else text).encode()

    @property
    def is_most(self) -> bool:
        """Whether the text so far is UTF-8, be it with single bytes of something else."""
        return self.characters > self.foreign or not self.foreign

    def end(self) -> None:
        """Count the bytes of a last character that the text doesn't end: they were left out."""
        self.foreign += len(self._held)
        self._held = b""


class LimitedStream(io.RawIOBase):
    """Bytes of a source, with what can't be told later: size, last bytes, NUL bytes that were left out."""

    def __init__(
        self,
        stream: IO[bytes],
        name: str,
        packed: int | None,
        *,
        without_nuls: bool,
        utf8: Utf8 | None,
        spaced: bytes = b"",
        bar: bytes = b"",
    ) -> None:
        self._stream, self._name, self._packed, self._position = stream, name, packed, 0
        self._without_nuls, self._utf8 = without_nuls, utf8
        self._spaced, self._held = spaced, b""
        self._bar, self._half = bar, b""
        self.tail = b""
        self.nul_bytes = 0

    def readable(self) -> bool:
        """A source can be read."""
        return True

    def tell(self) -> int:
        """Bytes read so far."""
        return self._position

    def read(self, size: int = -1) -> bytes:
        """Return up to *size* bytes.

        Raises
        ------
        ExportError
            If the archive is broken, or unpacks to more than the limit.
        """
        part = b""
        while not part and (raw := self._next(size)):  # nothing but NUL bytes, or half a character, isn't the end
            part = raw
            if self._without_nuls and b"\0" in raw:
                part = raw.replace(b"\0", b"")
                self.nul_bytes += len(raw) - len(part)
            if self._utf8:
                part = self._utf8.take(part)
            if self._bar:
                part = self._unbarred(part)
            if self._spaced:
                part = self._unspaced(part)
        if not part and self._held:
            part = self._unspaced(b"\n")[:-1]
        if part:
            self.tail = (self.tail + part)[-(1 << 16) :]
        elif self._utf8:
            self._utf8.end()
        return part

    def _unbarred(self, part: bytes) -> bytes:
        """Return *part* with SOH (1) for each bar; half of one is held back."""
        whole = self._half + part
        self._half = self._bar[:1] if len(self._bar) > 1 and whole.endswith(self._bar[:1]) else b""
        return whole.removesuffix(self._half).replace(self._bar, b"\x01")

    def _unspaced(self, part: bytes) -> bytes:
        """Return *part* without spaces between a delimiter and a quote that opens a cell; its last line is held back.

        Of two quotes side by side, as a cell in quotes has them for one, the first opens none.
        """
        whole, end, self._held = (self._held + part).rpartition(b"\n")
        sign = re.escape(self._spaced)
        opens = b'(?="(?:"")*(?!")|""(?:' + sign + b"|\r?$))"
        return re.sub(sign + b" +" + opens, self._spaced, whole + end, flags=re.MULTILINE)

    def _next(self, size: int) -> bytes:
        try:
            part = self._stream.read(size)
        except UNREADABLE as error:
            raise unreadable(error, self._name) from None
        self._position += len(part)
        too_dense = self._packed and self._position > RATIO_FROM and self._position > MAX_RATIO * self._packed
        if self._packed is not None and (self._position > MAX_UNPACKED or too_dense):
            raise ExportError(
                "unpacks to more than an export can be",
                where=self._name,
                found=f"over {self._position >> 20} MiB from {self._packed >> 10} KiB",
                wanted=f"at most {MAX_UNPACKED >> 30} GiB and {MAX_RATIO} times its packed size",
                do="Unpack it by hand if you trust it.",
            )
        return part

    def close(self) -> None:
        """Close the source."""
        self._stream.close()
        super().close()


def unreadable(error: BaseException, name: str) -> ExportError:
    """Return the error for an archive that can't be unpacked."""
    locked = isinstance(error, RuntimeError) and "password" in str(error)
    cut = isinstance(error, EOFError)
    return ExportError(
        "can't be read",
        where=name,
        found="an archive with a password"
        if locked
        else "an archive that ends too early"
        if cut
        else f"{type(error).__name__}: {error}"[:120],
        do="Unpack it by hand." if locked else "Export or copy it again.",
    )
