import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { OptionalProps, type Ref } from '@mikro-orm/core';
import { Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CheckInList } from '../check-in-list/check-in-list.entity.ts';
import type { TicketId } from '../ticket/ticket.entity.ts';
import { SCAN_DIRECTIONS, SCAN_RESULTS, type ScanDirection, type ScanResult } from './scan.policy.ts';

registerEnumType(SCAN_DIRECTIONS, { name: 'ScanDirection', description: 'Which way somebody goes.' });
registerEnumType(SCAN_RESULTS, {
  name: 'ScanResult',
  description:
    'What a scan showed. INVALID_TICKET is known of uploaded scans alone: others are refused with it.',
});

/** The id of a scan. */
export type ScanId = Id<'scn'>;

@ObjectType({ description: 'A look at a ticket at a gate, and what was decided.' })
@TenantTable('scan')
@Unique({ properties: ['tenantId', 'deviceId', 'scanId'] })
@Index({ properties: ['tenantId', 'ticketId', 'list', 'id'] })
@Index({ properties: ['tenantId', 'list', 'id'] })
export class Scan extends TenantRow {
  declare [OptionalProps]?: 'isConflict';

  @Field(() => ID)
  @PrimaryKey({ type: new IdType('scn') })
  id!: ScanId;

  @ManyToOne(() => CheckInList, { joinColumns: ['tenant_id', 'list_id'], ref: true, updateRule: 'no action' })
  list!: Ref<CheckInList>;

  /** Null when an uploaded code is none of ours. */
  @Property({ type: new IdType('tkt'), nullable: true })
  ticketId!: TicketId | null;

  @Field(() => Int, { nullable: true, description: 'The version that the code was of.' })
  @Property({ type: 'integer', nullable: true })
  ticketVersion!: number | null;

  @Field(() => String, { description: 'The device that looked.' })
  @Property({ type: 'text' })
  deviceId!: string;

  @Field(() => String, { description: 'What the device calls this scan.' })
  @Property({ type: 'text' })
  scanId!: string;

  @Field(() => SCAN_DIRECTIONS, { description: 'Which way its bearer went.' })
  @Enum({ items: () => Object.values(SCAN_DIRECTIONS), type: 'string' })
  direction!: ScanDirection;

  @Field(() => SCAN_RESULTS, { description: 'What was decided at the gate.' })
  @Enum({ items: () => Object.values(SCAN_RESULTS), type: 'string' })
  result!: ScanResult;

  @Field(() => SCAN_RESULTS, {
    description: 'What we decide of it; of an uploaded scan it may be another result.',
  })
  @Enum({ items: () => Object.values(SCAN_RESULTS), type: 'string' })
  ourResult!: ScanResult;

  @Field(() => Boolean, { description: 'Whether the device decided by itself, without a network.' })
  @Property({ type: 'boolean' })
  isUploaded!: boolean;

  @Field(() => Date, { description: "When it was, by the device's clock." })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  scannedAt!: Date;

  @Field(() => Date, { description: 'When it was written down here.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  recordedAt!: Date;

  @Property({ type: new IdType('mbr') })
  recordedBy!: MemberId;

  /** The scan that a duplicate repeats. */
  @Property({ type: new IdType('scn'), nullable: true })
  firstScanId!: ScanId | null;

  @Field(() => Boolean, { description: 'Whether we would have decided otherwise than the device did.' })
  get isConflict(): boolean {
    return this.result !== this.ourResult;
  }
}
