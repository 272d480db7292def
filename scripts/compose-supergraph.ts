import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import {
  type DirectiveNode,
  type DocumentNode,
  Kind,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
  visit,
} from 'graphql';
import { SCHEMA, subgraphNames } from './workspace/subgraphs.ts';

/** What clients may know of a field beside its type. */
const TOLD = new Set(['access', 'cost', 'listSize']);

/** Composes `schema/<subgraph>.graphql`. @throws {Error} with every reason why they do not compose. */
function compose(): string {
  const services = subgraphNames().map((name) => ({
    name,
    url: `http://${name}.internal/graphql`,
    typeDefs: parse(readFileSync(join(SCHEMA, `${name}.graphql`), 'utf8')),
  }));
  const { supergraphSdl, errors = [] } = composeServices(services);
  if (!supergraphSdl)
    throw new Error(`The subgraphs do not compose:\n${errors.map(({ message }) => message).join('\n')}`);
  return supergraphSdl;
}

/** The rule of each field and what it costs, by `Type.field`, as the supergraph carries them. */
function toldByField(supergraph: DocumentNode): ReadonlyMap<string, readonly DirectiveNode[]> {
  const types = supergraph.definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);
  return new Map(
    types.flatMap((type) =>
      (type.fields ?? []).map((field) => {
        const told = field.directives?.filter(({ name }) => TOLD.has(name.value)) ?? [];
        return [`${type.name.value}.${field.name.value}`, told] as const;
      }),
    ),
  );
}

/** What clients see of the supergraph, in alphabetical order, with the rule of each field and what it costs. */
function printApi(supergraphSdl: string): string {
  const supergraph = parse(supergraphSdl);
  const told = toldByField(supergraph);
  const definition = supergraph.definitions.filter(
    (node) => node.kind === Kind.DIRECTIVE_DEFINITION && TOLD.has(node.name.value),
  );
  const schema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
  const plain = parse(printSchema(lexicographicSortSchema(schema)));
  const ruled = visit(plain, {
    ObjectTypeDefinition: (type) => ({
      ...type,
      fields: (type.fields ?? []).map((field) => {
        const directives = told.get(`${type.name.value}.${field.name.value}`) ?? [];
        return { ...field, directives: [...(field.directives ?? []), ...directives] };
      }),
    }),
  });
  return `${print({ ...ruled, definitions: [...definition, ...ruled.definitions] })}\n`;
}

/** Writes `schema/supergraph.graphql`, which the gateway loads, and `schema/api.graphql`, which clients read. */
const supergraphSdl = compose();
await writeFile(join(SCHEMA, 'supergraph.graphql'), `${supergraphSdl}\n`);
await writeFile(join(SCHEMA, 'api.graphql'), printApi(supergraphSdl));
