import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Supergraph } from '@apollo/federation-internals';
import type { Caller } from '@freehold/kernel/caller/caller';
import { ACCESS_DIRECTIVE, type Access, callerRule } from '@freehold/kernel/permissions/access';
import { anyone, type Permissions } from '@freehold/kernel/permissions/rules';
import { shieldSchema } from '@freehold/kernel/permissions/shield';
import fc from 'fast-check';
import {
  type DocumentNode,
  type FieldDefinitionNode,
  getOperationAST,
  isObjectType,
  Kind,
  parse,
  print,
  validate,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { pino } from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { composed } from '../../../test/composed.ts';
import { MockSubgraph } from '../../../test/mock-subgraph.ts';
import { OperationGenerator } from '../../../test/operation-generator.ts';
import { PathFinder } from '../../../test/path-finder.ts';
import { RICH_HOUSE } from '../../../test/rich-house.ts';
import { SharedCalls } from '../../subgraphs/shared-calls.ts';
import { SubgraphFetcher } from '../../subgraphs/subgraph-fetcher.ts';
import { OperationCompiler } from '../operation-compiler.ts';
import { AccessRules } from './access-rules.ts';

const SUBGRAPHS = ['tenancy', 'booking', 'billing', 'analytics'];
const FEATURES = ['analytics'];
const TENANT = { id: 'tnt_1', edition: 'test', timeZone: 'UTC', currency: 'NOK', limits: {} } as const;
const PLANS = [
  { plan: 'test:basic', features: [], upgrades: { analytics: 'test:pro' } },
  { plan: 'test:pro', features: FEATURES, upgrades: {} },
];

const readSchema = (file: string) =>
  readFile(fileURLToPath(import.meta.resolve(`@freehold/schema/${file}`)), 'utf8');

/** Everybody who may ask: each role on each plan, and who is not signed in. */
function callersOf(roles: Readonly<Record<string, readonly string[]>>): Caller[] {
  const members = Object.entries(roles).map(([role, actions]) => ({
    id: 'mbr_1' as const,
    identityId: 'idn_1' as const,
    sessionId: 's',
    roles: [role as 'CUSTOMER'],
    actions: [...actions],
  }));
  return PLANS.flatMap((plan) =>
    [null, ...members].map(
      (member): Caller => ({
        kind: 'public',
        requestId: 'r',
        tenant: { ...TENANT, ...plan },
        member,
      }),
    ),
  );
}

function accessOf({ directives = [] }: FieldDefinitionNode): Access {
  const access = directives.find(({ name }) => name.value === 'access');
  const given = (access?.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]);
  return Object.fromEntries(given);
}

/** The rules of a subgraph as its SDL tells them; what looks at values lets everybody pass here. */
function permissionsOf(sdl: string): Permissions {
  const types = parse(sdl).definitions.filter((type) => type.kind === Kind.OBJECT_TYPE_DEFINITION);
  return Object.fromEntries(
    types.map(({ name, fields = [] }) => [
      name.value,
      Object.fromEntries(fields.map((field) => [field.name.value, callerRule(accessOf(field)) ?? anyone])),
    ]),
  );
}

const byText = (one: unknown, other: unknown) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

const nameOf = (document: DocumentNode) => getOperationAST(document)?.name?.value ?? null;

const ACCESS = [`@access(actions: ["a.read"])`, `@access(actions: ["b.read"], feature: "analytics")`, ''];
const COMPOSED = `extend schema
  @link(url: "https://freehold.dev/access/v1.0", import: ["@access"]) @composeDirective(name: "@access")`;

/** An SDL with rules on every other field. */
function withAccess(sdl: string): string {
  let count = 0;
  const document = visit(parse(sdl.replace('"@key"', '"@key", "@composeDirective"')), {
    ObjectTypeDefinition: (type) => ({
      ...type,
      fields: (type.fields ?? []).map((field) => {
        count += 1;
        const [other] = parse(`type T { f: Int ${ACCESS[count % ACCESS.length]} }`).definitions;
        const directives = other?.kind === Kind.OBJECT_TYPE_DEFINITION ? other.fields?.[0]?.directives : [];
        return { ...field, directives: [...(field.directives ?? []), ...(directives ?? [])] };
      }),
    }),
  });
  return `${print(document)} ${COMPOSED} ${ACCESS_DIRECTIVE}`;
}

type Answer = Awaited<ReturnType<House['ask']>>['answer'];

/**
 * An answer as a client can tell it from another: of a place that is null, and so is everything in it, only that
 * something is said. How much is said of the inside is for each executor to choose, as GraphQL has it.
 */
function visible({ data, told }: Answer) {
  const seen = told.map((error) => {
    let value: unknown = data;
    const depth = (error.path ?? []).findIndex((key) => {
      const isGone = value === null;
      value = Object(value)[key];
      return isGone;
    });
    return depth < 0 ? error : { nullAt: error.path?.slice(0, depth) };
  });
  return { data, told: [...new Set(seen.map((error) => JSON.stringify(error)))].sort() };
}

/** The product's schema with the rules of its subgraphs, with gates before them and without. */
class House {
  readonly compiler: OperationCompiler;
  readonly paths: PathFinder;
  readonly rules: AccessRules;
  readonly callers: readonly Caller[];
  readonly mocks: readonly MockSubgraph[];
  readonly #fetcher: SubgraphFetcher;
  readonly schema;

  constructor(sdls: ReadonlyMap<string, string>, supergraph: string, roles: Record<string, string[]>) {
    this.compiler = new OperationCompiler(supergraph);
    this.rules = new AccessRules(parse(supergraph));
    this.schema = Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema();
    this.paths = new PathFinder(this.schema);
    this.callers = callersOf(roles);
    this.mocks = [...sdls].map(
      ([name, sdl]) => new MockSubgraph(name, sdl, (schema) => shieldSchema(schema, permissionsOf(sdl))),
    );
    const logger = pino({ level: 'silent' });
    this.#fetcher = new SubgraphFetcher({ subgraphs: this.mocks, calls: new SharedCalls(), logger });
  }

  /** For each field with a gate an operation that asks for it. */
  gatedOperations(): string[] {
    const types = Object.values(this.schema.getTypeMap()).filter(isObjectType);
    return types.flatMap((type) =>
      Object.keys(type.getFields())
        .filter((field) => this.rules.find(type.name, field)?.gate)
        .flatMap((field) => this.paths.operationWith(type.name, field) ?? []),
    );
  }

  async ask(document: DocumentNode, caller: Caller, isGated: boolean, variables = {}) {
    const context = { requestId: 'r', caller, cookies: {}, cookieChanges: [] };
    const asked = this.mocks.reduce((sum, { calls }) => sum + calls.length, 0);
    const { data, errors, faults } = await this.compiler
      .compile(document, nameOf(document), variables)
      .execute({
        ask: (name, request) => this.#fetcher.fetch(name, request, context),
        variables,
        ...(isGated ? { caller } : {}),
      });
    const told = errors.map(({ message, path, extensions }) => ({ message, path, extensions })).sort(byText);
    const calls = this.mocks.reduce((sum, mock) => sum + mock.calls.length, 0) - asked;
    return { answer: { data, told, faults: faults.map(({ path }) => path) }, calls };
  }
}

describe('gates', () => {
  let house: House;

  beforeAll(async () => {
    const supergraph = await readSchema('supergraph.graphql');
    const sdls = await Promise.all(
      SUBGRAPHS.map(async (name) => [name, await readSchema(`${name}.graphql`)] as const),
    );
    house = new House(new Map(sdls), supergraph, JSON.parse(await readSchema('roles.json')));
  });

  it('answer, of every field to every role on every plan, what the subgraph would have answered', async () => {
    const tally = { walked: 0, refused: 0, spared: 0 };
    for (const query of house.gatedOperations()) {
      const document = parse(query);
      expect(validate(house.schema, document), query).toEqual([]);
      tally.walked += 1;
      for (const caller of house.callers) {
        const gated = await house.ask(document, caller, true);
        const plain = await house.ask(document, caller, false);
        expect(gated.answer, `${query} ${JSON.stringify(caller)}`).toEqual(plain.answer);
        tally.refused += Math.min(gated.answer.told.length, 1);
        tally.spared += plain.calls - gated.calls;
      }
    }
    expect(tally.walked).toBeGreaterThan(200);
    expect(tally.refused).toBeGreaterThan(500);
    // What is refused at the root is not fetched.
    expect(tally.spared).toBeGreaterThan(500);
  }, 120_000);

  it('leave out of generated operations what may be null, and tell it where it would have been', async () => {
    const sdls = new Map(Object.entries(RICH_HOUSE).map(([name, sdl]) => [name, withAccess(sdl)]));
    const rich = new House(sdls, composed(Object.fromEntries(sdls)), { CUSTOMER: ['b.read'] });
    const tally = { operations: 0, told: 0 };
    const property = fc.asyncProperty(fc.gen(), async (gen) => {
      const { query, variables } = new OperationGenerator(rich.schema, (max) =>
        gen(fc.nat, { max }),
      ).generate(4);
      const document = parse(query);
      if (validate(rich.schema, document).length > 0) return;
      tally.operations += 1;
      for (const caller of rich.callers) {
        const gated = await rich.ask(document, caller, true, variables);
        const plain = await rich.ask(document, caller, false, variables);
        expect(visible(gated.answer), query).toEqual(visible(plain.answer));
        tally.told += gated.answer.told.length;
      }
    });
    await fc.assert(property, { numRuns: 120, seed: 1, endOnFailure: true });
    expect([tally.operations > 100, tally.told > 200]).toEqual([true, true]);
  }, 60_000);
});
