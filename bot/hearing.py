"""Before a voice note is handled: fetch the audio, keep it by its content, and put it into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol, runtime_checkable

import structlog

from bot.errors import Rejected, RemoteError
from bot.heard_names import names_heard, names_of_speaker, with_known_names
from bot.surface import Surface
from handlers.inbound import CustomerEvent, InboundEvent, InboundMessage, MediaRef, VoiceNote
from handlers.ports import Clock, Transcriber
from handlers.texts import voice_texts
from nlp.reading import BookEntry
from nlp.speech.decode_limits import MAX_BYTES
from nlp.speech.errors import SpeechError
from nlp.speech.transcript import Correction, Transcript
from storage.database import Database
from storage.messages.audio import keep_audio, keep_words, words_of

log = structlog.get_logger(__name__)
TOO_LARGE = "too_large"


@runtime_checkable
class Transcribing(Protocol):
    """A platform that transcribes clips itself, later than it reports them (Slack)."""

    async def transcript(self, media: MediaRef) -> str | None: ...


@runtime_checkable
class KnowsCustomers(Protocol):
    """A platform that tells a customer's name (WeCom)."""

    async def customer_name(self, external_id: str) -> str: ...


class Hearing:
    """Fits the worker's `prepare`: runs outside the transaction, may be repeated, hears every clip once."""

    def __init__(
        self, surfaces: Mapping[str, Surface], database: Database, transcriber: Transcriber, clock: Clock
    ) -> None:
        self._surfaces = surfaces
        self._database = database
        self._transcriber = transcriber
        self._clock = clock

    async def prepare(self, event: InboundEvent) -> InboundEvent:
        """Return the event with its words, or with the sentence that says why there are none.

        The platform's own transcript is taken when there is one, with the names of the speaker's own
        customers. A download that failed in transit raises, so that the worker tries again.
        """
        if isinstance(event, CustomerEvent) and event.kind == "added":
            return await self._named(event)
        if not isinstance(event, InboundMessage) or event.voice is None:
            return event
        if event.voice.transcript:
            return replace(event, voice=await with_known_names(event.voice, await self._names(event)))
        if event.voice.media is None:
            return replace(event, voice=replace(event.voice, problem=voice_texts.LOST))
        own = await self._platform_words(event.voice, event.actor.platform)
        if own is not None:
            return replace(event, voice=await with_known_names(own, await self._names(event)))
        if (event.voice.media.size or 0) > MAX_BYTES:
            return replace(event, voice=_unfetched(event.voice, TOO_LARGE))
        try:
            audio = await self._surfaces[event.actor.platform].fetch(event.voice.media)
        except Rejected as refused:
            log.info("voice not available", platform=event.actor.platform, code=refused.code)
            return replace(event, voice=_unfetched(event.voice, refused.code))
        return replace(event, voice=await self._words(event, event.voice, audio))

    async def _named(self, event: CustomerEvent) -> CustomerEvent:
        surface = self._surfaces[event.platform]
        if not isinstance(surface, KnowsCustomers):
            return event
        try:
            return replace(event, name=await surface.customer_name(event.external_id))
        except RemoteError as problem:
            log.info("customer not named", platform=event.platform, code=problem.code)
            return event

    async def _platform_words(self, voice: VoiceNote, platform: str) -> VoiceNote | None:
        surface = self._surfaces[platform]
        if voice.transcript_state != "pending" or voice.media is None or not isinstance(surface, Transcribing):
            return None
        try:
            words = await surface.transcript(voice.media)
        except RemoteError as problem:
            log.info("no transcript from the platform", platform=platform, code=problem.code)
            return None
        return replace(voice, transcript=words, transcript_state="final", raw_text=words) if words else None

    async def _names(self, event: InboundMessage) -> list[BookEntry]:
        async with self._database.read() as session:
            return await names_of_speaker(session, event)

    async def _words(self, event: InboundMessage, voice: VoiceNote, audio: bytes) -> VoiceNote:
        mime = voice.media.mime if voice.media else None
        async with self._database.begin() as session:
            digest = await keep_audio(session, audio, mime, self._clock.now())
            known = await words_of(session, digest)
            names = await names_of_speaker(session, event)
        if known is not None:
            return _from(voice, digest, _transcript(known))
        try:
            heard = await self._transcriber.transcribe(audio, names)
        except SpeechError as problem:
            return replace(voice, sha256=digest, problem=problem.user_text)
        async with self._database.begin() as session:
            await keep_words(session, digest, heard, self._clock.now())
        return _from(voice, digest, heard)


def _unfetched(voice: VoiceNote, code: str) -> VoiceNote:
    """Return the note with the sentence that says why it was not fetched: over the limit, or gone."""
    minutes = round((voice.duration_ms or 0) / 60_000)
    return replace(voice, problem=voice_texts.too_large(minutes) if code == TOO_LARGE else voice_texts.LOST)


def _transcript(stored: Mapping[str, Any]) -> Transcript:
    corrections = tuple(Correction(**found) for found in stored.get("corrections", ()))
    return Transcript(**{**stored, "corrections": corrections, "warnings": tuple(stored["warnings"])})


def _from(voice: VoiceNote, digest: str, heard: Transcript) -> VoiceNote:
    return replace(
        voice,
        transcript=heard.text,
        transcript_state="final",
        raw_text=heard.raw_text,
        sha256=digest,
        warnings=heard.warnings,
        names=names_heard(heard.corrections),
    )
