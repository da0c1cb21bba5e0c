"""Messages: post, update, ephemeral ones, history, and response_url."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from simulator.message import Message, MessageKind
from simulator.slack.drawing import draw_post
from simulator.slack.errors import SlackError
from simulator.slack.gate import Gate, Method, Params, hang_up
from simulator.slack.limits import problems
from simulator.slack.workspace import BOT_ID, BOT_USER, Hook, Post, Workspace, with_ids

TEXT_LIMIT = 40_000


class Chat:
    """What the bot says, and where people see it."""

    def __init__(self, space: Workspace, gate: Gate) -> None:
        self.space = space
        self.gate = gate

    def methods(self) -> dict[str, Method]:
        """Return the Web API methods answered here."""
        return {
            "chat.postMessage": self.post_message,
            "chat.update": self.update,
            "chat.postEphemeral": self.post_ephemeral,
            "conversations.history": self.history,
            "conversations.replies": self.replies,
        }

    async def post_message(self, params: Params) -> dict[str, Any]:
        """chat.postMessage."""
        post = self._new_post(params)
        self.show(post, "text")
        return {"channel": post.channel, "ts": post.ts, "message": described(post, metadata=True)}

    async def post_ephemeral(self, params: Params) -> dict[str, Any]:
        """chat.postEphemeral."""
        person = str(params.get("user"))
        if person not in self.space.world.people:
            raise SlackError("user_not_in_channel")
        post = self._new_post(params)
        post.only_for = person
        self.show(post, "text")
        return {"message_ts": post.ts}

    async def update(self, params: Params) -> dict[str, Any]:
        """chat.update: the whole message is replaced, metadata only when given."""
        channel = self.space.channel(params.get("channel"))
        post = self.space.posts.get(f"{channel}:{params.get('ts')}")
        if post is None or post.only_for or post.key in self.space.gone:
            raise SlackError("message_not_found")
        if post.author is not None:
            raise SlackError("cant_update_message")
        self._fill(post, params)
        self.show(post, "update")
        return {"channel": channel, "ts": post.ts, "text": post.text, "message": described(post, metadata=True)}

    async def history(self, params: Params) -> dict[str, Any]:
        """conversations.history, newest first."""
        return self._page(self._stored(params)[::-1], params)

    async def replies(self, params: Params) -> dict[str, Any]:
        """conversations.replies: a thread, its first message first."""
        root = str(params.get("ts"))
        return self._page([post for post in self._stored(params) if root in (post.ts, post.thread_ts)], params)

    def _stored(self, params: Params) -> list[Post]:
        """Return what is in a channel between `oldest` and `latest`, oldest first."""
        channel = self.space.channel(params.get("channel"))
        oldest, latest = float(params.get("oldest") or 0), float(params.get("latest") or "inf")
        inclusive = str(params.get("inclusive", "")).lower() in ("1", "true")
        found = []
        for post in self.space.posts.values():
            at = float(post.ts)
            inside = oldest <= at <= latest if inclusive else oldest < at < latest
            if post.channel == channel and not post.only_for and post.key not in self.space.gone and inside:
                found.append(post)
        return sorted(found, key=lambda post: float(post.ts))

    @staticmethod
    def _page(found: list[Post], params: Params) -> dict[str, Any]:
        metadata = str(params.get("include_all_metadata", "")).lower() in ("1", "true")
        limit = int(params.get("limit") or 100)
        messages = [described(post, metadata) for post in found[:limit]]
        return {"messages": messages, "has_more": len(found) > limit, "response_metadata": {"next_cursor": ""}}

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Answer a post to a response_url."""
        fault = self.gate.fault("chat.response_url")
        if fault == "refuse":
            return hang_up(request)
        if fault == "429":
            return web.Response(status=429, headers={"Retry-After": "1"})
        hook = self.space.hooks.get(request.match_info["name"])
        if hook is None or hook.ends <= self.space.world.now() or hook.left <= 0:
            return web.json_response({"ok": False, "error": "expired_url"}, status=404)
        try:
            self._apply(hook, await request.json())
        except SlackError as error:
            return web.json_response({"ok": False, "error": error.code}, status=400)
        hook.left -= 1
        if fault == "timeout":
            await self.gate.hold()
        return web.Response(text="ok")

    def show(self, post: Post, kind: MessageKind) -> Message:
        """Record how a message looks now, for those who see it."""
        person, group = self.space.receiver(post.channel)
        message = Message("slack", post.only_for or person, group, self.space.world.now(), kind)
        return self.space.world.record(draw_post(message, post))

    def answer(self, person: str, channel: str, body: Params) -> None:
        """Show what an acknowledgement said, to this person unless it is meant for the channel."""
        self._apply(Hook(person, channel, None, self.space.world.now()), body)

    def _apply(self, hook: Hook, params: Params) -> None:
        if params.get("delete_original"):
            if hook.post is not None:
                self.space.gone.add(hook.post.key)
            return
        if params.get("replace_original") and hook.post is not None:
            self._fill(hook.post, params)
            self.show(hook.post, "update")
            return
        post = Post(hook.channel, self.space.stamp(), None, "")
        self._fill(post, params)
        post.only_for = None if params.get("response_type") == "in_channel" else hook.person
        self.show(self.space.keep(post), "text")

    def _new_post(self, params: Params) -> Post:
        channel = self.space.channel(params.get("channel"))
        self.gate.spend(channel)
        post = Post(channel, self.space.stamp(), None, "", thread_ts=params.get("thread_ts"))
        self._fill(post, params)
        return self.space.keep(post)

    @staticmethod
    def _fill(post: Post, params: Params) -> None:
        text, blocks, metadata = str(params.get("text") or ""), params.get("blocks") or [], params.get("metadata")
        if not text and not blocks and not params.get("attachments"):
            raise SlackError("no_text")
        if len(text) > TEXT_LIMIT:
            raise SlackError("msg_too_long")
        if wrong := problems(blocks):
            raise SlackError("invalid_blocks", wrong)
        if metadata is not None:
            if not isinstance(metadata.get("event_payload"), dict) or not metadata.get("event_type"):
                raise SlackError("invalid_metadata_format")
            post.metadata = metadata
        post.text, post.blocks = text, with_ids(blocks)


def described(post: Post, metadata: bool) -> dict[str, Any]:
    """Return a message as the API shows it."""
    seen: dict[str, Any] = {"type": "message", "ts": post.ts, "text": post.text}
    if post.author is None:
        seen |= {"user": BOT_USER, "bot_id": BOT_ID, "subtype": "bot_message"}
    else:
        seen["user"] = post.author
    if post.blocks:
        seen["blocks"] = post.blocks
    if post.thread_ts:
        seen["thread_ts"] = post.thread_ts
    if post.files:
        seen["files"] = post.files
    if metadata and post.metadata:
        seen["metadata"] = post.metadata
    return seen


async def first_of(future: asyncio.Future[Any], seconds: float) -> Any:
    """Return a future's result, or None when it does not come in time; the future stays usable."""
    done, _ = await asyncio.wait({future}, timeout=max(seconds, 0.0))
    return future.result() if done else None
