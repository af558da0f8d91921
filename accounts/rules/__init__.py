"""Pure functions about people: no database, no request, no clock."""
