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

const ACCESS = 'access';

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

/** The rule of each field, by `Type.field`, as the supergraph carries it. */
function accessByField(supergraph: DocumentNode): ReadonlyMap<string, DirectiveNode> {
  const types = supergraph.definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);
  return new Map(
    types.flatMap((type) =>
      (type.fields ?? []).flatMap((field) => {
        const rule = field.directives?.find(({ name }) => name.value === ACCESS);
        return rule ? [[`${type.name.value}.${field.name.value}`, rule] as const] : [];
      }),
    ),
  );
}

/** What clients see of the supergraph, in alphabetical order, with the rule of each field. */
function printApi(supergraphSdl: string): string {
  const supergraph = parse(supergraphSdl);
  const rules = accessByField(supergraph);
  const definition = supergraph.definitions.filter(
    (node) => node.kind === Kind.DIRECTIVE_DEFINITION && node.name.value === ACCESS,
  );
  const schema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
  const plain = parse(printSchema(lexicographicSortSchema(schema)));
  const ruled = visit(plain, {
    ObjectTypeDefinition: (type) => ({
      ...type,
      fields: (type.fields ?? []).map((field) => {
        const rule = rules.get(`${type.name.value}.${field.name.value}`);
        return rule ? { ...field, directives: [...(field.directives ?? []), rule] } : field;
      }),
    }),
  });
  return `${print({ ...ruled, definitions: [...definition, ...ruled.definitions] })}\n`;
}

/** Writes `schema/supergraph.graphql`, which the gateway loads, and `schema/api.graphql`, which clients read. */
const supergraphSdl = compose();
await writeFile(join(SCHEMA, 'supergraph.graphql'), `${supergraphSdl}\n`);
await writeFile(join(SCHEMA, 'api.graphql'), printApi(supergraphSdl));
