import { createHash } from 'node:crypto';
import { CursorError, type EntityClass, type FilterQuery, type QueryOrderMap } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { TenantId } from '../caller/caller.ts';
import { Invalid } from '../errors/refusals.ts';

const PAGE_SIZE_MAX = 100;

/** Which part of a list is asked: forward with `first` and `after`, backward with `last` and `before`. */
export interface PageArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** One item of a page, with the place where it stands in the list. */
export interface Edge<T> {
  readonly node: T;
  readonly cursor: string;
}

/** A part of a list. */
export interface Page<T> {
  readonly edges: Edge<T>[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** Whose list in which order: cursors of another tenant or another order are refused. */
export interface PageScope<T> {
  readonly tenantId: TenantId;
  readonly name: string;
  readonly where: FilterQuery<NoInfer<T>>;
  /** Ends with the id, so that the order is total. */
  readonly orderBy: QueryOrderMap<NoInfer<T>>[];
}

/** What the cursors of a list carry, so that they are good for it alone. */
export function scopeOf(tenantId: TenantId, name: string): string {
  return createHash('sha256').update(`${tenantId}:${name}`).digest('base64url').slice(0, 8);
}

/** A cursor as callers see it. */
export function seal(scope: string, cursor: string): string {
  return Buffer.from(`${scope}.${cursor}`).toString('base64url');
}

/** @throws {Invalid} for a cursor of another list. */
export function unseal(scope: string, sealed: string | null | undefined): string | undefined {
  if (sealed === null || sealed === undefined) return undefined;
  const text = Buffer.from(sealed, 'base64url').toString();
  if (!text.startsWith(`${scope}.`)) throw new Invalid('The cursor does not belong to this list.');
  return text.slice(scope.length + 1);
}

/** @throws {Invalid} unless one of `first` and `last` is 1 to 100. */
export function sizeOf({ first, last }: PageArgs): { first: number } | { last: number } {
  const given = [first, last].filter((size) => size !== null && size !== undefined);
  const [size] = given;
  if (given.length !== 1 || size === undefined)
    throw new Invalid('Ask for a page with either first or last.');
  if (size < 1 || size > PAGE_SIZE_MAX)
    throw new Invalid(`A page holds 1 to ${PAGE_SIZE_MAX} items, not ${size}.`);
  return size === first ? { first: size } : { last: size };
}

/**
 * One page of a list, found by its key and without counting the rest.
 * @throws {Invalid} for a size outside 1 to 100, or a cursor of another list.
 */
export async function findPage<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  { tenantId, name, where, orderBy }: PageScope<T>,
  args: PageArgs,
): Promise<Page<T>> {
  const scope = scopeOf(tenantId, name);
  const size = sizeOf(args);
  const after = unseal(scope, args.after);
  const before = unseal(scope, args.before);
  const found = await em
    .findByCursor(entity, {
      where,
      orderBy,
      includeCount: false,
      ...size,
      ...(after === undefined ? {} : { after }),
      ...(before === undefined ? {} : { before }),
    })
    .catch((error: unknown) => {
      throw error instanceof CursorError ? new Invalid('The cursor cannot be read.') : error;
    });
  return {
    edges: found.items.map((node) => ({ node, cursor: seal(scope, found.from(node)) })),
    hasNextPage: found.hasNextPage,
    hasPreviousPage: found.hasPrevPage,
  };
}
