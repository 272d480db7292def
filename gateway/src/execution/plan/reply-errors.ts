import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { AnswerPath } from '../json.ts';
import { EVERY, type PlanPath } from './places.ts';

/** The code of an error to which a subgraph has given none. */
const NO_CODE = 'DOWNSTREAM_SERVICE_ERROR';
/** An error of an entity that is at very many places is told at this many. */
const PLACES_MAX = 100;

/** A subgraph's error, at a place of the client's document, with the subgraph's name. */
export function errorAt(
  { message, extensions }: GraphQLFormattedError,
  subgraph: string,
  path: AnswerPath | undefined,
): GraphQLError {
  const { stackTraceLimit } = Error;
  // Where it is told is of no interest, and capturing it takes three quarters of the time.
  Error.stackTraceLimit = 0;
  try {
    return new GraphQLError(message || `Error while fetching subquery from service "${subgraph}"`, {
      ...(path ? { path } : {}),
      extensions: { code: NO_CODE, ...extensions, serviceName: subgraph },
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The part of a plan's path that is a place: up to the first list. */
export function placeOf(path: PlanPath): AnswerPath {
  const list = path.indexOf(EVERY);
  return list < 0 ? path : path.slice(0, list);
}

/** Where in the data the entities of a fetch are. */
export interface EntityPlaces {
  readonly path: PlanPath;
  /** The places of the entity with that index in the answer. */
  of(index: number): readonly AnswerPath[];
}

/** The errors of a fetch of entities; the error of an entity is told at each of its places. */
export function entityErrors(
  errors: readonly GraphQLFormattedError[],
  subgraph: string,
  places: EntityPlaces,
): GraphQLError[] {
  return errors.flatMap((error) => {
    const [, index, ...rest] = error.path ?? [];
    if (!error.path) return errorAt(error, subgraph, undefined);
    const found = typeof index === 'number' ? places.of(index).slice(0, PLACES_MAX) : [];
    if (found.length === 0) return errorAt(error, subgraph, placeOf(places.path));
    return found.map((place) => errorAt(error, subgraph, [...place, ...rest]));
  });
}
