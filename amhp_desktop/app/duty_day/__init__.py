"""One duty day in the demonstration, played through the real window by keyboard."""
