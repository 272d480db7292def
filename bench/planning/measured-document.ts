import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { operationCost } from '../../gateway/src/costs/operation-cost.ts';
import { plannableDocument } from '../../gateway/src/execution/choices/chosen-document.ts';
import { OperationCompiler } from '../../gateway/src/execution/operation-compiler.ts';
import type { ReadSupergraph } from '../../gateway/src/execution/read-supergraph.ts';
import { DocumentGate } from '../../gateway/src/limits/document-gate.ts';
import { DOCUMENT_LIMITS, selectionsOf } from '../../gateway/src/limits/document-limits.ts';
import { OWN_TURN, type Planner, PlannerHere } from '../../gateway/src/planning/planner.ts';
import { VALIDATION_RULES } from '../../gateway/src/supergraph/apollo-server.ts';

/** What the parts of the work took that a new document makes, in milliseconds. */
export interface DocumentWork {
  readonly selections: number;
  /** The gate, parsing, validation and cost. */
  readonly judgeMs: number;
  readonly planMs: number;
  readonly compileMs: number;
  /** Of the plan as JSON. */
  readonly planBytes: number;
}

const POINTS_MAX = 10_000;
const RULES = [...specifiedRules, ...VALIDATION_RULES];

function timed<T>(run: () => T): [T, number] {
  const startedAtMs = performance.now();
  const done = run();
  return [done, performance.now() - startedAtMs];
}

function parsed(text: string): DocumentNode | null {
  try {
    return parse(text, { maxTokens: DOCUMENT_LIMITS.tokens });
  } catch {
    return null;
  }
}

/** Null where it is refused before it is planned. */
function judged(schema: GraphQLSchema, text: string) {
  if (new DocumentGate({}).refusalsOf(text).length > 0) return null;
  const document = parsed(text);
  if (!document || validate(schema, document, RULES).length > 0) return null;
  const operation = getOperationAST(document);
  if (!operation) return null;
  const { points, product } = operationCost({ schema, document, operation }, { first: 10 });
  return points > POINTS_MAX || product > DOCUMENT_LIMITS.listProduct ? null : document;
}

/** What a document that nobody has asked before takes a gateway; null for one that it refuses. */
export function workOf(read: ReadSupergraph, text: string): DocumentWork | null {
  const [document, judgeMs] = timed(() => judged(read.schema, text));
  if (!document) return null;
  const here = new PlannerHere(read);
  const asked = {
    ...{ text, document: plannableDocument(document) },
    ...{ operationName: null, overridden: [], turn: OWN_TURN },
  };
  const [node, planMs] = timed(() => here.plan(asked));
  const planner: Planner = { ...EMPTY, plan: () => node };
  const compiler = new OperationCompiler(read, { planner });
  const [, compileMs] = timed(() => void compiler.prepare(document, null));
  const selections = selectionsOf(document);
  return { selections, judgeMs, planMs, compileMs, planBytes: JSON.stringify(node ?? null).length };
}

const EMPTY = { start: () => undefined, retire: () => undefined, close: async () => undefined };
