"""Main window, navigation, palette and sign-in."""
