"""What can be typed after `genjin`, by topic. Each command imports what it needs when it runs."""
