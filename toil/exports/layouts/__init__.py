"""How systems lay their exports out: fields, profiles as data, and which header is which field."""
