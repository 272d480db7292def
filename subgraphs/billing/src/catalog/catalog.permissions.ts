import { anyone, type Permissions } from '@freehold/kernel/permissions/rules';

/** What is sold stands on the public price list. */
export const catalogPermissions: Permissions = { Feature: { key: anyone, name: anyone } };
