import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { ObjectKey } from '@freehold/kernel/objects/object-key';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { Check, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Job } from '../job/job.entity.ts';

/** What a photo of a job shows. */
export const JOB_PHOTO_KINDS = { BEFORE: 'BEFORE', AFTER: 'AFTER', OTHER: 'OTHER' } as const;
/** One of {@link JOB_PHOTO_KINDS}. */
export type JobPhotoKind = keyof typeof JOB_PHOTO_KINDS;
registerEnumType(JOB_PHOTO_KINDS, {
  name: 'JobPhotoKind',
  description: 'What a photo of a job shows: the place before the work, after it, or something else.',
});

/** The id of a photo of a job. */
export type JobPhotoId = Id<'jph'>;

@ObjectType({
  description: 'A photo that proves how a job was done. It is kept here, or elsewhere.',
})
@TenantTable('job_photo')
@Index({ properties: ['tenantId', 'job', 'takenAt', 'id'] })
@Unique({ properties: ['tenantId', 'objectKey'] })
@Check({
  name: 'job_photo_place',
  expression: 'num_nonnulls(url, object_key) = 1 and (object_key is null) = (bytes is null) and bytes > 0',
})
export class JobPhoto extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('jph') })
  id!: JobPhotoId;

  @ManyToOne(() => Job, { joinColumns: ['tenant_id', 'job_id'], ref: true, updateRule: 'no action' })
  job!: Ref<Job>;

  /** Of one that is kept elsewhere: an https address. Nothing here fetches it. */
  @Property({ type: 'text', fieldName: 'url', nullable: true })
  linkUrl!: string | null;

  /** Of one that is kept here: where its bytes are. */
  @Property({ type: 'text', nullable: true })
  objectKey!: ObjectKey | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many bytes it has; none when it is kept elsewhere.',
  })
  @Property({ type: 'integer', nullable: true })
  bytes!: number | null;

  @Field(() => JOB_PHOTO_KINDS, { description: 'What it shows.' })
  @Enum({ items: () => Object.values(JOB_PHOTO_KINDS), type: 'string' })
  kind!: JobPhotoKind;

  @Field(() => Date, { description: 'When it was taken.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  takenAt!: Date;

  @Field(() => Date, { description: 'When it was added.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  addedAt!: Date;

  @Property({ type: new IdType('mbr') })
  addedById!: MemberId;
}
