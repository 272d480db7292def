import type { Context } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import type { CheckInListId } from '../check-in-list/check-in-list.entity.ts';
import { type Gate, openGate } from '../scan/gate.service.ts';
import { Scan } from '../scan/scan.entity.ts';
import { ScansUploaded } from '../scan/scan.events.ts';
import { judgeScan, type ScanResult } from '../scan/scan.policy.ts';
import { type DeviceScan, type NewScan, recordScan, writeScans } from '../scan/scan.service.ts';
import { ticketKeys } from '../ticket-code/ticket-key.service.ts';
import { readTicketToken, type TicketClaims } from '../ticket-code/ticket-token.policy.ts';

/** A scan that a device decided by itself. */
export interface UploadedScan extends DeviceScan {
  readonly result: ScanResult;
}

/** What a device scanned at a list while it had no network. */
export interface Upload {
  readonly listId: CheckInListId;
  readonly deviceId: string;
  readonly scans: readonly UploadedScan[];
}

/** What became of an upload. */
export interface UploadOutcome {
  readonly recorded: number;
  /** Those of which we would have decided otherwise, in the order of the upload. */
  readonly conflicts: Scan[];
}

interface ReadScan {
  readonly scan: UploadedScan;
  readonly claims: TicketClaims | null;
}

/**
 * Writes down what a device decided while it had no network, each scan once, and flags those of which we would
 * have decided otherwise. Tickets are judged as they were when they were scanned; whether somebody was let in before,
 * by all that is written down so far.
 * @throws {NotFound} when the tenant has no such list.
 */
export async function uploadScans(ctx: Context, input: Upload, key: string): Promise<UploadOutcome> {
  const { listId, deviceId } = input;
  const { publicKey } = ticketKeys(ctx.parts);
  const scans = [...new Map(input.scans.map((scan) => [scan.scanId, scan])).values()];
  const read = scans.map((scan) => ({ scan, claims: readTicketToken(scan.token, publicKey) }));
  await mutateOnce(ctx, { operation: 'uploadScans', key, input }, async (transaction) => {
    const { em, publish } = transaction;
    const ticketIds = read.flatMap(({ claims }) => (claims ? [claims.tkt] : []));
    const gate = await openGate(em, listId, [...new Set(ticketIds)]);
    const ids = scans.map(({ scanId }) => scanId);
    const before = await em.find(Scan, { deviceId, scanId: { $in: ids } }, { fields: ['scanId'] });
    const known = new Set(before.map(({ scanId }) => scanId));
    const made = read
      .filter(({ scan }) => !known.has(scan.scanId))
      .sort((left, right) => left.scan.scannedAt.getTime() - right.scan.scannedAt.getTime())
      .map((each) => recordScan(ctx, transaction, gate, judged(gate, each, deviceId, ctx.now())));
    const conflicts = made.filter(({ isConflict }) => isConflict).length;
    publish(ScansUploaded, { listId, deviceId, recorded: made.length, conflicts });
    await writeScans(em);
    return listId;
  });
  return outcomeOf(ctx, deviceId, scans);
}

function judged(gate: Gate, { scan, claims }: ReadScan, deviceId: string, now: Date): NewScan {
  const atGate = (claims && gate.tickets.get(claims.tkt)) ?? null;
  const facts = { scan, deviceId, claims, atGate, decided: scan.result };
  if (!claims || !atGate) return { ...facts, judgement: { result: 'INVALID_TICKET', first: null } };
  const at = scan.scannedAt < now ? scan.scannedAt : now;
  const look = { version: claims.ver, direction: scan.direction, at };
  return { ...facts, judgement: judgeScan(gate.rules, atGate.facts, look, atGate.passages) };
}

async function outcomeOf(
  ctx: Context,
  deviceId: string,
  scans: readonly UploadedScan[],
): Promise<UploadOutcome> {
  const where = { deviceId, scanId: { $in: scans.map(({ scanId }) => scanId) } };
  const found = await ctx.read((em) => em.find(Scan, where));
  const byName = new Map(found.map((scan) => [scan.scanId, scan]));
  const conflicts = scans.flatMap(({ scanId }) => {
    const scan = byName.get(scanId);
    return scan?.isConflict ? [scan] : [];
  });
  return { recorded: found.length, conflicts };
}
