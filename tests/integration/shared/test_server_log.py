"""What people typed does not end in the server's log, not even with an error."""

import pytest

from amhp_desktop.storage.database import ConstraintRefused
from tests.integration.audit.records import add_lssa
from tests.support.databases import Opened
from tests.support.postgres import PostgresServer


def test_a_refused_save_leaves_no_value_in_the_servers_log(
    shared: Opened, postgres_server: PostgresServer
) -> None:
    add_lssa(shared.database, "Zzyzx-on-Sea")
    with pytest.raises(ConstraintRefused, match="uq_lssa_name"):
        add_lssa(shared.database, "Zzyzx-on-Sea")
    assert "uq_lssa_name" in postgres_server.log()
    assert "Zzyzx" not in postgres_server.log()
