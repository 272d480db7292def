import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { can, type Permissions } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';

export const scanActions = { 'scan.read': STAFF, 'scan.record': STAFF } satisfies Actions;

const read = can('scan.read');
const record = can('scan.record');

/** The staff scans, and sees who came when. */
export const scanPermissions: Permissions = {
  Mutation: { scanTicket: record },
  CheckInList: { scans: read },
  Scan: {
    id: read,
    list: read,
    ticket: read,
    ticketVersion: read,
    deviceId: read,
    scanId: read,
    direction: read,
    result: read,
    ourResult: read,
    isUploaded: read,
    isConflict: read,
    scannedAt: read,
    recordedAt: read,
    firstScan: read,
  },
  ScanTicketPayload: { scan: record },
  ...connectionPermissions('Scan', read),
};
