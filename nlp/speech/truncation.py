"""Whether a file ends before it should, told from its framing; and the walk over SILK packets."""

from __future__ import annotations

SILK_MAGIC = b"#!SILK_V3"
SILK_PACKETS_PER_SECOND = 50
SILK_MAX_PACKET = 1024
AMR_MAGIC = b"#!AMR\n"
# RFC 4867, 5.3: bytes of a frame with its header, by frame type; speech modes 0-7, then comfort noise, 15 is no data.
AMR_FRAME_BYTES = {0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32, 8: 6, 15: 1}
OGG_END_OF_STREAM = 0x04


def silk_start(audio: bytes) -> int:
    """Return where SILK v3 begins (WeChat puts one byte before it), or -1."""
    return audio[:10].find(SILK_MAGIC)


def leading_silk(audio: bytes, max_seconds: int) -> tuple[bytes, bool, bool]:
    """Return the whole packets of the first `max_seconds`, whether more followed, and whether the last was cut."""
    start = at = silk_start(audio) + len(SILK_MAGIC)
    packets = 0
    while at + 2 <= len(audio):
        size = int.from_bytes(audio[at : at + 2], "little")
        # 0xFFFF ends the stream in Tencent's flavour.
        if size in (0, 0xFFFF):
            break
        if size > SILK_MAX_PACKET or at + 2 + size > len(audio):
            return SILK_MAGIC + audio[start:at], False, True
        if packets >= max_seconds * SILK_PACKETS_PER_SECOND:
            return SILK_MAGIC + audio[start:at], True, False
        packets += 1
        at += 2 + size
    return SILK_MAGIC + audio[start:at], False, False


def is_cut(audio: bytes) -> bool:
    """Whether a WAV, Ogg or AMR-NB file is shorter than its own framing says. Other containers declare a duration."""
    if audio[:4] == b"RIFF":
        return _wav_is_cut(audio)
    if audio[:4] == b"OggS":
        return _ogg_is_cut(audio)
    if audio.startswith(AMR_MAGIC):
        return _amr_is_cut(audio)
    return False


def _wav_is_cut(audio: bytes) -> bool:
    declared = int.from_bytes(audio[4:8], "little")
    # Streaming writers leave the size at zero or at its maximum.
    return 0 < declared < 0xFFFFFF00 and declared + 8 > len(audio) + 1


def _ogg_is_cut(audio: bytes) -> bool:
    last = audio.rfind(b"OggS")
    if last + 27 > len(audio):
        return True
    flags, segments = audio[last + 5], audio[last + 26]
    table = audio[last + 27 : last + 27 + segments]
    complete = len(table) == segments and last + 27 + segments + sum(table) <= len(audio)
    return not complete or not flags & OGG_END_OF_STREAM


def _amr_is_cut(audio: bytes) -> bool:
    at = len(AMR_MAGIC)
    while at < len(audio):
        size = AMR_FRAME_BYTES.get(audio[at] >> 3 & 0x0F)
        if size is None:
            return False
        at += size
    return at > len(audio)
