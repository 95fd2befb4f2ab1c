"""The entry: the window by the shortest way, everything else through the command line."""

import gc
import sys


def main() -> None:
    """Open the window at once where nothing else is asked; otherwise run the command line."""
    asked = sys.argv[1:]
    if asked in ([], ["demo"]):
        # What a start makes, it keeps: the collector would look through all of it again and again for nothing.
        gc.disable()
        from amhp_desktop.app.window import run

        sys.exit(run(demonstration=bool(asked)))
    from amhp_desktop.app.command_line import main as run_command

    run_command()


if __name__ == "__main__":
    main()
