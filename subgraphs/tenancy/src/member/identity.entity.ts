import type { IdentityId } from '@freehold/kernel/caller/caller';
import { GlobalTable } from '@freehold/kernel/database/global-table';
import { IdType } from '@freehold/kernel/database/id-type';
import { PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';

/** A person across tenants: an address and how to prove to be them. What a tenant knows of them stands in its member. */
@GlobalTable('identity')
export class Identity {
  @PrimaryKey({ type: new IdType('idn') })
  id!: IdentityId;

  /** In lower case. */
  @Unique()
  @Property({ type: 'text' })
  email!: string;

  /** Argon2id in PHC form; null for somebody who cannot sign in with a password. */
  @Property({ type: 'text', nullable: true })
  passwordHash!: string | null;
}
