import type { LiveMark, SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import type { GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import { isJsonObject, type JsonObject } from '../../execution/json.ts';

const errorSchema = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});

const markSchema = z.object({
  place: z.string().nullable(),
  isShareable: z.boolean(),
  trace: z.string().optional(),
});

const openingSchema = z.object({ extensions: z.object({ opening: markSchema }) });

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(errorSchema).nullish(),
  extensions: z
    .object({
      setCookies: z
        .array(z.object({ name: z.string(), value: z.string().nullable(), maxAgeSeconds: z.number() }))
        .optional(),
      live: markSchema.optional(),
    })
    .nullish(),
});

function errorOf({ message, path, extensions }: z.infer<typeof errorSchema>): GraphQLFormattedError {
  return { message, ...(path ? { path } : {}), ...(extensions ? { extensions } : {}) };
}

/** Most answers are data and nothing else, which is told at a glance. */
function isDataAlone(received: unknown): received is { data: JsonObject } {
  if (!isJsonObject(received) || !isJsonObject(received.data)) return false;
  return received.errors === undefined && received.extensions === undefined;
}

/**
 * A subgraph's answer as it came over the wire.
 * @throws {z.ZodError} when it is not an answer of GraphQL.
 */
export function answerOf(received: unknown): SubgraphAnswer {
  if (isDataAlone(received)) return { data: received.data };
  const { data, errors, extensions } = answerSchema.parse(received);
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors ? { errors: errors.map(errorOf) } : {}),
    ...(extensions?.setCookies ? { setCookies: extensions.setCookies } : {}),
    ...(extensions?.live ? { live: extensions.live } : {}),
  };
}

/** Errors that refused an operation over a socket; null when the text is something else. */
export function refusalOf(received: unknown): SubgraphAnswer | null {
  const errors = z.array(errorSchema).safeParse(received);
  return errors.success ? { errors: errors.data.map(errorOf) } : null;
}

/** What a subgraph says when a live subscription is open; null for every other message. */
export function openingOf(received: unknown): LiveMark | null {
  const message = openingSchema.safeParse(received);
  return message.success ? message.data.extensions.opening : null;
}
