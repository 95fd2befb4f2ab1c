"""What the tests stand on: servers, networks, clocks and guards."""
