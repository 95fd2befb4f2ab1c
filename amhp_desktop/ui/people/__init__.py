"""People: AMHPs, doctors, hospitals and users."""
