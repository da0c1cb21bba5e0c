"""What all processes of an installation share: quotas, leases, tokens, and who of them is alive."""
