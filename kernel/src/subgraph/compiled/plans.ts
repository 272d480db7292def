import type {
  FieldNode,
  GraphQLError,
  GraphQLField,
  GraphQLObjectType,
  GraphQLResolveInfo,
  ResponsePath,
} from 'graphql';
import type { Gate } from '../../permissions/pass-by-caller.ts';
import type { Context } from '../context.ts';

/** Turns what a resolver answered into what is shown: at once when nothing has to be waited for. */
export type Complete = (run: Run, value: unknown, at: Place) => unknown;

/** The fields that are wanted of a value, once its type is known. */
export type Selected = (runtime: GraphQLObjectType) => ObjectPlan;

/** A field of an operation, with all that can be known before it is executed. */
export interface FieldPlan {
  /** Counts fields of the operation. */
  readonly index: number;
  /** Its name in the answer. */
  readonly key: string;
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  /** Where it stands in the document; more than once when selections are merged. */
  readonly nodes: readonly FieldNode[];
  readonly node: FieldNode;
  readonly gate: Gate | undefined;
  readonly hasArguments: boolean;
  readonly complete: Complete;
}

/** The fields that are wanted of a type. */
export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
}

/** A field of one value. */
export interface Place {
  readonly plan: FieldPlan;
  readonly path: ResponsePath;
  readonly info: GraphQLResolveInfo;
}

/** The fields of a value, as they are shown. */
export type Shown = Record<string, unknown>;

/** One execution of an operation. */
export interface Run {
  readonly context: Context;
  readonly errors: GraphQLError[];
  /** The fields of a value. */
  executeFields(plan: ObjectPlan, source: unknown, path: ResponsePath | undefined): Shown | Promise<Shown>;
}
