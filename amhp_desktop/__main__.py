"""The command line of AMHP Desktop."""

from amhp_desktop.app.command_line import main

if __name__ == "__main__":
    main()
