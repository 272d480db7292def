import type { NewConcept } from './new-concept.ts';

/** `<concept>.permissions.ts`: staff read, administrators create. */
export const permissions = ({ words, isFirstList }: NewConcept): string => `
import { ADMINS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { can, type Permissions } from '@freehold/kernel/permissions/rules';
import { connectionPermissions${isFirstList ? ', pageInfoPermissions' : ''} } from '@freehold/kernel/subgraph/schema/connection';

export const ${words.camel}Actions = {
  '${words.camel}.read': STAFF,
  '${words.camel}.create': ADMINS,
} satisfies Actions;

export const ${words.camel}Permissions: Permissions = {
  Query: { ${words.manyCamel}: can('${words.camel}.read') },
  Mutation: { create${words.pascal}: can('${words.camel}.create') },
  ${words.pascal}: { id: can('${words.camel}.read'), name: can('${words.camel}.read') },
  Create${words.pascal}Payload: { ${words.camel}: can('${words.camel}.create') },
  ...connectionPermissions('${words.pascal}', can('${words.camel}.read')),${isFirstList ? '\n  ...pageInfoPermissions,' : ''}
};
`;
