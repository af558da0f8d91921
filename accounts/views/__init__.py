"""Pages about oneself and at the gate; sign-in and its neighbours are allauth's with our templates."""
