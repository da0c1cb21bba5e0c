"""A card as Slack shows it."""
