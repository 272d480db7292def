import { DomainError } from '@freehold/kernel/errors/domain-error';
import { GraphQLError } from 'graphql';
import { refusalError } from '../refusals/refusal-error.ts';

/** The refusal that was thrown, as clients read it; null for what is no refusal. */
export function refusalOf(thrown: unknown): GraphQLError | null {
  if (thrown instanceof DomainError) return refusalError(thrown);
  return thrown instanceof GraphQLError ? thrown : null;
}
