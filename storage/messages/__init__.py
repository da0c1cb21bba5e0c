"""What came in and what goes out: events, deliveries, cards and voice notes as rows."""
