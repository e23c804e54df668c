package vn.lienthong.sync;

import java.time.Clock;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.connector.Connectors;
import vn.lienthong.quarantine.Quarantine;

/** What every run works with. */
record RunTools(
        Connectors connectors,
        CodeLists codeLists,
        Quarantine quarantine,
        RunLedger ledger,
        HubPositions positions,
        Follows follows,
        LookUpDesk lookUps,
        Clock clock,
        Failpoints failpoints) {}
