"""Slack as a local server: Web API, signed HTTP deliveries, Socket Mode, modals, Home and files."""

from simulator.slack.server import SlackSimulator

__all__ = ["SlackSimulator"]
