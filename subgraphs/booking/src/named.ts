import { raw } from '@mikro-orm/core';
import { z } from 'zod';

/** Which of a list of things that have names is wanted. */
export interface NamedArgs {
  readonly includeArchived?: boolean | undefined;
  /** What the name has in it. */
  readonly search?: string | undefined;
}

/** How `search` reads in the schema. */
export const SEARCH_WORDS = 'What the name has in it, 1 to 200 characters, whatever its capitals.';

/** How a list of things that have names may be narrowed. */
export const namedSchema = z.object({
  includeArchived: z.boolean().optional(),
  search: z.preprocess((value) => value ?? undefined, z.string().trim().min(1).max(200).optional()),
});

/**
 * The part of a tenant's things that is wanted, and what its cursors are bound to. The tenant's key finds them and their
 * names are looked through: what a tenant sets up is hundreds, and no index of names finds what is in their middle.
 */
export function namedScope(what: string, { search }: NamedArgs) {
  if (search === undefined) return { name: what, where: {} };
  const place = raw(
    (alias) => `strpos(lower(normalize(${alias}.name, nfkc)), lower(normalize(?, nfkc)))`,
    [search],
  );
  return { name: `${what}:${search}`, where: { [place]: { $gt: 0 } } };
}

/** The same of things that can be archived. */
export function archivedScope(what: string, { includeArchived = false, search }: NamedArgs) {
  const { name, where } = namedScope(includeArchived ? `all-${what}` : what, { search });
  return { name, where: includeArchived ? where : { ...where, archivedAt: null } };
}
