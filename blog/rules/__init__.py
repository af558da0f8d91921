"""Pure functions about publishing: no database, no request, no clock."""
