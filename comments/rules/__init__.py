"""Pure functions about conversations: no database, no request, no clock."""
