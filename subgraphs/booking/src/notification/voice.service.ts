import type { TenantId } from '@freehold/kernel/caller/caller';
import {
  answeredAs,
  type EntityStatement,
  entitiesOf,
  type Question,
} from '@freehold/kernel/database/prepared/ask-prepared';
import { uuidOf } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import { TenantCopy } from '../tenant/tenant.entity.ts';

const VOICE: EntityStatement = (columns) => `select ${columns} from tenant_copy where tenant_id = $1`;

/** In whose name customers are told things, and in which language those who chose none. */
export interface Voice {
  readonly name: string;
  /** The label before the first dot of its host; null while nobody has told it. */
  readonly slug: string | null;
  /** A BCP 47 tag. */
  readonly locale: string;
}

/** How a tenant speaks; of one that nothing was told of yet, in English and without a name of its own. */
export function voiceOf(em: EntityManager, tenantId: TenantId): Question<Voice> {
  const question = entitiesOf(em, TenantCopy, { statement: VOICE, values: [uuidOf(tenantId)] });
  return answeredAs(question, ([copy]) => ({
    name: copy?.name ?? 'Your booking',
    slug: copy?.slug ?? null,
    locale: copy?.locale ?? 'en',
  }));
}
