import type { NewConcept } from './new-concept.ts';

/** `<concept>.concept.ts`: the manifest. */
export const concept = ({ words, prefix }: NewConcept): string => `
import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { ${words.pascal} } from './${words.kebab}.entity.ts';
import { ${words.camel}Actions, ${words.camel}Permissions } from './${words.kebab}.permissions.ts';
import { ${words.pascal}Resolver } from './${words.kebab}.resolver.ts';
import { ${words.camel}ById } from './${words.kebab}.service.ts';

export const ${words.camel}Concept = defineConcept({
  name: '${words.kebab}',
  entities: [${words.pascal}],
  resolvers: [${words.pascal}Resolver],
  references: { ${words.pascal}: referenceBy('${prefix}', ${words.camel}ById) },
  actions: ${words.camel}Actions,
  permissions: ${words.camel}Permissions,
});
`;
