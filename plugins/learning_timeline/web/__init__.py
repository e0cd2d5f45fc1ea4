"""What the world outside is told: feeds, the map of the site, cards, redirects, addresses, the search, what other pages were."""
