import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/** Whose entitlements the gateway asks for. */
export const entitlementsOfSchema = z.object({ tenantId: idSchema('tnt') });
