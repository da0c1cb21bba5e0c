"""A card as WeCom shows it: app, intelligent robot, group webhook."""
