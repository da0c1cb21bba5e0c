"""A card for a group chat of the app, where WeCom takes no template cards: everything as markdown.

Vendor page: 应用推送消息到群聊会话. Nothing comes back from such a group, so buttons and questions stay on the card's
page, to which the last line leads.
"""

from __future__ import annotations

from cards.card import Card
from cards.controls import page_links
from cards.markdown import link, plain, quoted
from cards.wecom.buttons import FULL_VIEW
from cards.wecom.text import linked_line


def group_markdown(card: Card) -> str:
    """Return the card as one markdown text, links included."""
    top = [f"**{plain(card.title or '通知')}**", *map(plain, (card.subtitle, card.source, card.status, card.summary))]
    links = [link(action.label, action.url or "") for action in page_links(card)]
    if card.image:
        links.append(link("图片", card.image))
    if card.link:
        links.append(link(FULL_VIEW, card.link))
    blocks = (
        "\n".join(line for line in top if line),
        "\n".join(linked_line(field) for field in card.fields),
        quoted(card.quote),
        card.body_md,
        "\n".join(links),
    )
    return "\n\n".join(block for block in blocks if block.strip())
