"""How the tables came to be: one numbered revision after another."""
