import type { TenantId } from '@freehold/kernel/caller/caller';
import type { EntityManager } from '@mikro-orm/postgresql';
import { TenantCopy } from '../tenant/tenant.entity.ts';

/** In whose name customers are told things, and in which language those who chose none. */
export interface Voice {
  readonly name: string;
  /** A BCP 47 tag. */
  readonly locale: string;
}

/** How a tenant speaks; of one that nothing was told of yet, in English and without a name of its own. */
export async function voiceOf(em: EntityManager, tenantId: TenantId): Promise<Voice> {
  const copy = await em.findOne(TenantCopy, { tenantId });
  return { name: copy?.name ?? 'Your booking', locale: copy?.locale ?? 'en' };
}
