import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { ObjectKey } from '@freehold/kernel/objects/object-key';
import type { Id } from '@freehold/kernel/values/id';
import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** The id of an upload. */
export type PhotoUploadId = Id<'pup'>;

/**
 * A place for the bytes of a photo that is to come. It is written before the first byte, so that the database knows of
 * every object: the upload ends as a photo or, after an hour, with its bytes removed.
 */
@Directive('@inaccessible')
@ObjectType('_PhotoUpload', { description: 'A place for the bytes of a photo that is to come.' })
@TenantTable('photo_upload')
export class PhotoUpload extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('pup') })
  id!: PhotoUploadId;

  @Field(() => String, { description: 'Where its bytes are to be put.' })
  @Property({ type: 'text' })
  objectKey!: ObjectKey;

  @Property({ type: new IdType('mbr') })
  openedById!: MemberId;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  openedAt!: Date;
}
