"""From the letters of a record to HA1 on the columns of a reference."""
