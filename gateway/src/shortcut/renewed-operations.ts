import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { VALIDATION_RULES } from '../supergraph/apollo-server.ts';
import { rested } from '../under-way/in-parts.ts';
import type { OperationsByName, ValidOperation } from './valid-operation.ts';

/** A schema that is to be served, and what plans operations with it. */
export interface NextSchema {
  readonly schema: GraphQLSchema;
  /** Plans an operation. @throws where it cannot be planned. */
  prepare(document: DocumentNode, operationName: string | null): Promise<void>;
}

/** Documents that were found valid, by their text, with their operations by name. */
export type KnownDocuments = Iterable<readonly [query: string, operations: OperationsByName]>;

const RULES = [...specifiedRules, ...VALIDATION_RULES];

/** Read anew: what is remembered of an operation elsewhere holds for the schema that it was valid in. */
function documentIn(schema: GraphQLSchema, query: string): DocumentNode | null {
  const document = parse(query);
  return validate(schema, document, RULES).length === 0 ? document : null;
}

async function planned(
  next: NextSchema,
  document: DocumentNode,
  former: OperationsByName,
): Promise<OperationsByName> {
  const operations = new Map<string, ValidOperation>();
  for (const [name, { queryHash }] of former) {
    const operation = getOperationAST(document, name || null);
    if (!operation) continue;
    // One after the other: others have their operations planned meanwhile.
    await next.prepare(document, operation.name?.value ?? null);
    operations.set(name, { schema: next.schema, document, operation, queryHash });
  }
  return operations;
}

/** What of a document is valid in the next schema, planned; null where anything is not. */
async function renewed(
  next: NextSchema,
  query: string,
  former: OperationsByName,
): Promise<OperationsByName | null> {
  try {
    const document = documentIn(next.schema, query);
    return document && (await planned(next, document, former));
  } catch {
    // Who asks for it again is told why.
    return null;
  }
}

/**
 * Finds valid and plans, before a schema is served, what was asked under the one before it. After each document others
 * are served for as long as it took.
 */
export async function renewedOperations(
  known: KnownDocuments,
  next: NextSchema,
): Promise<Map<string, OperationsByName>> {
  const found = new Map<string, OperationsByName>();
  for (const [query, former] of known) {
    const operations = await rested(() => renewed(next, query, former));
    if (operations) found.set(query, operations);
  }
  return found;
}
