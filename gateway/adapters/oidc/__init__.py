"""Sign-in by OpenID Connect: what a provider says about itself, its tokens, and the way there and back."""
