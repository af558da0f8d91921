"""Forms about people: at the entrance (allauth's, in our words), for second factors, for oneself."""
