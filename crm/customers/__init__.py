"""Who a customer is, the first contact, and the contracts."""
