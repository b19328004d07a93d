"""Where treated rows go: staging first, a workspace when the gateway orders it."""
