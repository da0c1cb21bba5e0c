"""The identity of a company: legal parts, brand, city, and what merges taught."""
