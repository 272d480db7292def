import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { FastifyReply } from 'fastify';
import { GraphQLError } from 'graphql';
import { refusalError } from '../refusals/refusal-error.ts';
import { statusOf } from '../refusals/refusal-status.ts';

/** The refusal that was thrown, as clients read it; null for what is no refusal. */
export function refusalOf(thrown: unknown): GraphQLError | null {
  if (thrown instanceof DomainError) return refusalError(thrown);
  return thrown instanceof GraphQLError ? thrown : null;
}

/** Answers a route that speaks HTTP alone with a refusal, by the status of its code. */
export function refuseBy(reply: FastifyReply, { message, extensions }: GraphQLError): FastifyReply {
  const { http: _, ...shown }: Readonly<Record<string, unknown>> = extensions;
  return reply.status(statusOf(shown.code)).send({ errors: [{ message, extensions: shown }] });
}
