"""A card as DingTalk shows it."""
