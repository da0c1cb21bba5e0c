"""What people open in a browser: pages, forms, login, the sidebar of WeCom."""
