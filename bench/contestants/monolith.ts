import { ITEMS, QUERY } from '../shop.ts';
import { monolith } from '../shop-schemas.ts';
import type { Start } from './contestant.ts';

/** One schema with all fields, run by graphql-jit: what federation in one process is held against. */
export const oneSchema: Start = async () => {
  const answer = monolith();
  return { answer: async () => JSON.stringify(await answer({ query: QUERY, variables: { first: ITEMS } })) };
};
