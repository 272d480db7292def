import { IdempotencyConflict } from '@freehold/kernel/database/idempotency';
import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CheckInListId } from '../check-in-list/check-in-list.entity.ts';
import { InvalidTicket } from '../ticket/ticket.errors.ts';
import { ticketKeys } from '../ticket-code/ticket-key.service.ts';
import { readTicketToken, type TicketClaims } from '../ticket-code/ticket-token.policy.ts';
import { type Gate, openGate, passageOf, type TicketAtGate } from './gate.service.ts';
import { Scan, type ScanId } from './scan.entity.ts';
import { ConfirmationRequired } from './scan.errors.ts';
import { TicketScanned } from './scan.events.ts';
import {
  type Judgement,
  judgeScan,
  type Passage,
  type ScanDirection,
  type ScanResult,
} from './scan.policy.ts';

/** What a device says of each of its scans. */
export interface DeviceScan {
  readonly token: string;
  readonly direction: ScanDirection;
  readonly scannedAt: Date;
  readonly scanId: string;
}

/** A look at a ticket. */
export interface ScanRequest extends DeviceScan {
  readonly listId: CheckInListId;
  readonly deviceId: string;
  readonly isConfirmed: boolean;
}

/** A scan to be written down. */
export interface NewScan {
  readonly scan: DeviceScan;
  readonly deviceId: string;
  readonly claims: TicketClaims | null;
  readonly atGate: TicketAtGate | null;
  readonly judgement: Judgement<Passage & { readonly scan: Scan }>;
  /** What the device decided; null when we did. */
  readonly decided: ScanResult | null;
}

/** Scans by their ids. */
export const scanById = loadById(Scan, 'scan');

/**
 * Looks at a ticket at a gate and writes down what it shows. Of many who look at one ticket at once, one is let in.
 * @throws {InvalidTicket} for a code that is none of ours.
 * @throws {NotFound} when the tenant has no such list.
 * @throws {ConfirmationRequired} when the list wants the staff to confirm, and nobody did.
 * @throws {IdempotencyConflict} when the device gave another scan the same name.
 */
export async function scanTicket(ctx: Context, input: ScanRequest): Promise<Scan> {
  const { deviceId, listId, direction } = input;
  const claims = readTicketToken(input.token, ticketKeys(ctx.parts).publicKey);
  if (!claims) throw new InvalidTicket();
  const key = `${deviceId.length}:${deviceId}:${input.scanId}`;
  const call = { operation: 'scanTicket', key, input };
  const id = await mutateOnce(ctx, call, async (transaction) => {
    const { em, publish } = transaction;
    const gate = await openGate(em, listId, [claims.tkt]);
    const atGate = gate.tickets.get(claims.tkt);
    if (!atGate) throw new InvalidTicket();
    const known = await em.findOne(Scan, { deviceId, scanId: input.scanId });
    if (known) return repeatOf(known, input, claims);
    const look = { version: claims.ver, direction, at: ctx.now() };
    const judgement = judgeScan(gate.rules, atGate.facts, look, atGate.passages);
    const isLetIn = direction === 'IN' && judgement.result === 'ACCEPTED';
    if (isLetIn && gate.list.confirmRequired && !input.isConfirmed)
      throw new ConfirmationRequired(atGate.ticket.id, atGate.ticket.holderId);
    const made = { scan: input, deviceId, claims, atGate, judgement, decided: null };
    const { id: scanId, result } = recordScan(ctx, transaction, gate, made);
    publish(TicketScanned, { scanId, listId, direction, result });
    await writeScans(em);
    return scanId;
  });
  return ctx.load(scanById, id);
}

/** The device sent it before, through another member: the same scan has the same answer. */
function repeatOf(known: Scan, { listId, direction }: ScanRequest, claims: TicketClaims): ScanId {
  const isSame = known.list.id === listId && known.direction === direction && known.ticketId === claims.tkt;
  if (!isSame) throw new IdempotencyConflict();
  return known.id;
}

/** Writes a scan down; who is let through counts for those who come later in the same transaction. */
export function recordScan(
  ctx: Context,
  { em }: Transaction,
  { list }: Gate,
  { scan, deviceId, claims, atGate, judgement, decided }: NewScan,
): Scan {
  const recorded = em.create(Scan, {
    tenantId: list.tenantId,
    id: newId('scn'),
    list,
    ticketId: atGate?.ticket.id ?? null,
    ticketVersion: atGate && claims ? claims.ver : null,
    deviceId,
    scanId: scan.scanId,
    direction: scan.direction,
    result: decided ?? judgement.result,
    ourResult: judgement.result,
    isUploaded: decided !== null,
    scannedAt: scan.scannedAt,
    recordedAt: ctx.now(),
    recordedBy: ctx.member().id,
    firstScanId: judgement.first?.scan.id ?? null,
  });
  em.persist(recorded);
  if (recorded.result === 'ACCEPTED') atGate?.passages.push(passageOf(recorded));
  return recorded;
}

/** @throws {IdempotencyConflict} when the device gave two scans one name. */
export async function writeScans(em: EntityManager): Promise<void> {
  await em.flush().catch((error: unknown) => {
    throw error instanceof UniqueConstraintViolationException ? new IdempotencyConflict() : error;
  });
}

/** The scans at a list, newest first. */
export function listScans(ctx: Context, listId: CheckInListId, args: PageArgs): Promise<Page<Scan>> {
  const { id: tenantId } = ctx.tenant();
  const scope = { tenantId, name: `scans:${listId}`, where: { list: { id: listId } } };
  return ctx.read((em) => findPage(em, Scan, { ...scope, orderBy: [{ id: 'desc' }] }, args));
}
