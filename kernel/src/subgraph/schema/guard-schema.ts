import { type GraphQLSchema, isObjectType } from 'graphql';
import type { Actions } from '../../permissions/actions.ts';
import { flattenRule, type Permissions } from '../../permissions/rules.ts';

const FEDERATION_TYPES = new Set(['_Service', '_Entity']);
const FEDERATION_FIELDS = new Set(['Query._service', 'Query._entities']);

/** A schema that may not be served: fields without a rule, rules without a field, or actions nobody declared. */
export class SchemaNotGuarded extends Error {
  constructor(faults: readonly string[]) {
    super(`The schema is not guarded:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'SchemaNotGuarded';
  }
}

/** One set of permissions out of many; two rules for the same field are a fault. */
export function mergePermissions(all: readonly Permissions[]): Permissions {
  const entries = all.flatMap((permissions) => Object.entries(permissions));
  const types = [...new Set(entries.map(([type]) => type))];
  return Object.fromEntries(
    types.map((type) => [
      type,
      Object.assign({}, ...entries.filter(([name]) => name === type).map(([, rules]) => rules)),
    ]),
  );
}

/** Every field of the schema that needs a rule, as `Type.field`. */
export function guardedFields(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__') && !FEDERATION_TYPES.has(type.name))
    .flatMap((type) =>
      isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
    )
    .filter((field) => !FEDERATION_FIELDS.has(field));
}

/** @throws {SchemaNotGuarded} naming every field without a rule, rule without a field, and action without a declaration. */
export function assertGuarded(
  schema: GraphQLSchema,
  permissions: Permissions,
  actions: readonly Actions[],
): void {
  const fields = new Set(guardedFields(schema));
  const rules = Object.entries(permissions).flatMap(([type, byField]) =>
    Object.entries(byField).map(([field, rule]) => ({ name: `${type}.${field}`, rule })),
  );
  const ruled = new Set(rules.map(({ name }) => name));
  const declared = new Set(actions.flatMap((catalogue) => Object.keys(catalogue)));
  const faults = [
    ...[...fields].filter((name) => !ruled.has(name)).map((name) => `${name} has no rule.`),
    ...[...ruled].filter((name) => !fields.has(name)).map((name) => `${name} has a rule and does not exist.`),
    ...rules.flatMap(({ name, rule }) =>
      flattenRule(rule).flatMap((part) =>
        part.kind === 'action' && !declared.has(part.action)
          ? [`${name} asks for the action ${part.action}, which no concept declares.`]
          : [],
      ),
    ),
  ];
  if (faults.length > 0) throw new SchemaNotGuarded(faults);
}
