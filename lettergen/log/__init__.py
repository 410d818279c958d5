"""What happened: `correspondence.db`."""
