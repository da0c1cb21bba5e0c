"""Three figures of a call's words (F58), for the card after it; a call without words has no data, which is not zero."""

from __future__ import annotations

from handlers.context import Work
from handlers.texts import customer_texts
from nlp.reading import Asked
from nlp.talk_figures import talk_figures

LABEL = "对话分析"


def figures_of(work: Work, text: str) -> str:
    """Return how often rivals were named and delivery was asked after, and how densely price was talked of."""
    rivals = work.around.understanding.read(Asked(text, work.now, "customer")).competitors if text.strip() else ()
    figures = talk_figures(text, rivals)
    if figures is None:
        return customer_texts.NO_TALK
    return customer_texts.talk_told(figures.rivals, figures.delivery, figures.price_density)
