import { can, type Permissions } from '@freehold/kernel/permissions/rules';

const record = can('scan.record');

/** Whoever scans may do so without a network. */
export const offlineScanPermissions: Permissions = {
  Query: { revokedTickets: record },
  Mutation: { uploadScans: record },
  UploadScansPayload: { recorded: record, conflicts: record },
  TicketRevocations: { token: record, asOf: record, staleAt: record, publicKey: record },
};
