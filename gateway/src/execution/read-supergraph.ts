import { createHash } from 'node:crypto';
import { type Schema, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { assertValidSchema, buildASTSchema, type GraphQLSchema, parse } from 'graphql';
import { noteCosts } from '../costs/field-costs.ts';
import type { InParts } from '../under-way/in-parts.ts';
import { TakingFields } from './contexts/taking-fields.ts';
import { ToldAbove } from './contexts/told-above.ts';
import { AccessRules } from './gates/access-rules.ts';
import { KeyAliases } from './key-aliases.ts';
import { OverrideLabels, type OverrideShares } from './overrides/override-labels.ts';
import { SUPPORTED_FEATURES } from './supported-features.ts';

/** A supergraph with everything that operations are planned and compiled with. */
export interface ReadSupergraph {
  readonly sdl: string;
  readonly hash: string;
  readonly planner: QueryPlanner;
  /** What clients see of it, as the planner takes it. */
  readonly api: Schema;
  /** The same as Apollo Server takes it; valid, and its fields know what they cost. */
  readonly schema: GraphQLSchema;
  /** With everything that fetches may ask for. */
  readonly whole: GraphQLSchema;
  readonly access: AccessRules;
  readonly keyAliases: KeyAliases;
  readonly toldAbove: ToldAbove;
  readonly overrides: OverrideLabels;
}

/** What is known of a supergraph before it is read. */
export interface Reading {
  /** Whether it was found to be valid before, which is half of the work. */
  readonly isChecked?: boolean;
  /** Of which labels of `@override` that are not `percent(x)` how much is overridden; nothing without. */
  readonly overrideShares?: OverrideShares;
}

/**
 * Reads a supergraph; each part of the work is done once, and none is much longer than the others.
 * @throws {Error} when it cannot be read or is not valid.
 */
export function* readSupergraph(
  sdl: string,
  { isChecked = false, overrideShares = new Map() }: Reading = {},
): InParts<ReadSupergraph> {
  const document = parse(sdl, { noLocation: true });
  yield;
  const supergraph = Supergraph.build(document, {
    validateSupergraph: !isChecked,
    supportedFeatures: SUPPORTED_FEATURES,
  });
  yield;
  // They stay with the supergraph, where the planner finds them.
  supergraph.subgraphs();
  yield;
  const api = supergraph.apiSchema();
  yield;
  const schema = api.toGraphQLJSSchema();
  yield;
  assertValidSchema(schema);
  noteCosts(schema, document);
  yield;
  const whole = buildASTSchema(document, { assumeValid: true });
  yield;
  const planner = new QueryPlanner(supergraph);
  yield;
  const access = new AccessRules(document);
  yield;
  const keyAliases = new KeyAliases(document);
  const toldAbove = new ToldAbove(schema, new TakingFields(document));
  const overrides = new OverrideLabels(document, overrideShares, (name) => keyAliases.isPlanField(name));
  const hash = createHash('sha256').update(sdl).digest('base64url');
  return { sdl, hash, planner, api, schema, whole, access, keyAliases, toldAbove, overrides };
}
