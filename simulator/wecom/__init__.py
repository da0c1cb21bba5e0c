"""WeCom as a local server: the app API, group webhooks, customer contact, login, and the people who use the client."""
