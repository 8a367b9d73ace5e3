import type { AssetTables } from '../modules/asset/tables.ts';
import type { CalendarTables } from '../modules/calendar/tables.ts';
import type { DiscussionTables } from '../modules/discussion/tables.ts';
import type { DocumentTables } from '../modules/document/tables.ts';
import type { EmissionTables } from '../modules/emission/tables.ts';
import type { IdentityTables } from '../modules/identity/tables.ts';
import type { InventoryTables } from '../modules/inventory/tables.ts';
import type { JournalTables } from '../modules/journal/tables.ts';
import type { LcaTables } from '../modules/lca/tables.ts';
import type { LibraryTables } from '../modules/library/tables.ts';
import type { MaturityTables } from '../modules/maturity/tables.ts';
import type { MeteringTables } from '../modules/metering/tables.ts';
import type { NeutralityTables } from '../modules/neutrality/tables.ts';
import type { OrganizationTables } from '../modules/organization/tables.ts';
import type { PackTables } from '../modules/packs/tables.ts';
import type { SystemTables } from '../modules/system/tables.ts';
import type { TradingTables } from '../modules/trading/tables.ts';

/**
 * All tables the typed SQL knows: the intersection of what each module declares in its own `tables.ts`. A module's store may name only its own
 * tables (test/checks/rooms.test.ts).
 */
export interface Tables
  extends IdentityTables,
    JournalTables,
    OrganizationTables,
    DocumentTables,
    LibraryTables,
    LcaTables,
    EmissionTables,
    MeteringTables,
    InventoryTables,
    AssetTables,
    TradingTables,
    SystemTables,
    MaturityTables,
    PackTables,
    NeutralityTables,
    DiscussionTables,
    CalendarTables {}
