"""Mail by SMTP: how reports and alarms leave."""
