import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type DocumentNode, type GraphQLSchema, parse, print } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { buildSchema, createResolversMap } from 'type-graphql';
import { ACCESS_DIRECTIVE, printAccess } from '../../permissions/access.ts';
import type { Permissions } from '../../permissions/rules.ts';
import { shieldSchema } from '../../permissions/shield.ts';
import type { Concept, SubgraphDefinition } from '../concept.ts';
import { withCosts } from './costs.ts';
import { assertGuarded, mergePermissions } from './guard-schema.ts';
import { guardSubscriptions } from './guard-subscriptions.ts';
import { openSeams } from './seams.ts';
import { withDirectives } from './written-directives.ts';

const LINKS = `
extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9",
        import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@composeDirective", "@cost", "@listSize"])
  @link(url: "https://freehold.dev/access/v1.0", import: ["@access"])
  @composeDirective(name: "@access")
`;

/** A subgraph's schema, ready to be served, and the SDL to be composed. */
export interface BuiltSchema {
  readonly schema: GraphQLSchema;
  readonly sdl: string;
}

const noPubSub = {
  publish(): void {
    throw new Error('Events are published through the outbox.');
  },
  subscribe(): AsyncIterable<unknown> {
    throw new Error('A subscription names its source with `subscribe`.');
  },
};

/** The SDL with `@access` on every field, printed from the rules that enforce it. */
function withAccess(document: DocumentNode, permissions: Permissions): DocumentNode {
  return withDirectives(document, (field, type) => {
    const rule = permissions[type.name.value]?.[field.name.value];
    return rule ? printAccess(rule) : '';
  });
}

function referenceResolvers(concepts: readonly Concept[]) {
  const references = concepts.flatMap((concept) => Object.entries(concept.references ?? {}));
  return Object.fromEntries(references.map(([type, find]) => [type, { __resolveReference: find }]));
}

/**
 * The schema of a subgraph, with a rule on every field.
 * @throws {SchemaNotGuarded} when a field has no rule.
 */
export async function buildGuardedSchema({ concepts }: SubgraphDefinition): Promise<BuiltSchema> {
  const permissions = mergePermissions(concepts.map((concept) => concept.permissions));
  const actions = concepts.flatMap((concept) => (concept.actions ? [concept.actions] : []));
  const resolvers = concepts.flatMap((concept) => concept.resolvers ?? []);
  const [first, ...rest] = resolvers;
  if (!first) throw new Error('A subgraph needs a resolver.');
  const foreign = concepts.flatMap((concept) => concept.foreignTypes ?? []);
  const plain = await buildSchema({
    resolvers: [first, ...rest],
    orphanedTypes: [...concepts.flatMap((concept) => concept.types ?? []), ...foreign],
    scalarsMap: [{ type: Date, scalar: GraphQLDateTime }],
    pubSub: noPubSub,
    validate: false,
    skipCheck: true,
  });
  const written = parse(LINKS + ACCESS_DIRECTIVE + printSchemaWithDirectives(plain));
  const seamless = openSeams(written, new Set(foreign.map(({ name }) => name)));
  const typeDefs = withCosts(withAccess(seamless, permissions));
  const references = referenceResolvers(concepts);
  const fields = createResolversMap(plain);
  const merged = Object.fromEntries(
    [...new Set([...Object.keys(fields), ...Object.keys(references)])].map((type) => [
      type,
      { ...fields[type], ...references[type] },
    ]),
  );
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: merged as never }]);
  assertGuarded(schema, permissions, actions);
  const shielded = guardSubscriptions(shieldSchema(schema, permissions), permissions);
  return { schema: shielded, sdl: `${print(typeDefs)}\n` };
}
