import type { TenantId } from '../../caller/caller.ts';
import { Invalid } from '../../errors/refusals.ts';
import { uuidOf } from '../../values/id.ts';
import type { Selection } from '../../values/selection.ts';
import { type Edge, type Page, type PageArgs, scopeOf, seal, sizeOf, unseal } from '../page.ts';
import { PageStatements, type Place, type Where } from './page-statements.ts';
import type { PreparedList } from './prepared-list.ts';
import type { Reading } from './reading.ts';

/** Which list, and what of it. */
export interface PreparedScope {
  /** As in a `PageScope`. */
  readonly name: string;
  readonly where: readonly Where[];
  /** What is wanted of each item; without it, all of its own properties. */
  readonly selection?: Selection | undefined;
}

/** The same for one tenant. */
export interface TenantScope extends PreparedScope {
  readonly tenantId: TenantId;
}

/**
 * Reads one page of a list.
 * @throws {Invalid} for a size outside 1 to 100, or a cursor of another list.
 */
export type PreparedPage<T> = (reading: Reading, scope: TenantScope, args: PageArgs) => Promise<Page<T>>;

/** The cursors of one list. Its scope is a hash, which a page without cursors does not need. */
class Cursors<T extends object> {
  readonly #scope: TenantScope;
  readonly #statements: PageStatements<T>;
  #hash: string | undefined;

  constructor(scope: TenantScope, statements: PageStatements<T>) {
    this.#scope = scope;
    this.#statements = statements;
  }

  #hashed(): string {
    this.#hash ??= scopeOf(this.#scope.tenantId, this.#scope.name);
    return this.#hash;
  }

  cursorOf(node: T): string {
    return seal(this.#hashed(), this.#statements.cursorOf(node));
  }

  placeOf(sealed: string | null | undefined): Place | null {
    if (sealed === null || sealed === undefined) return null;
    const cursor = unseal(this.#hashed(), sealed) ?? '';
    try {
      return this.#statements.placeOf(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    } catch {
      throw new Invalid('The cursor cannot be read.');
    }
  }
}

/** An item and its place, which is written when it is asked for: most who read a page want the last one only. */
class PreparedEdge<T extends object> implements Edge<T> {
  readonly node: T;
  readonly #cursors: Cursors<T>;

  constructor(node: T, cursors: Cursors<T>) {
    this.node = node;
    this.#cursors = cursors;
  }

  get cursor(): string {
    return this.#cursors.cursorOf(this.node);
  }
}

const EVERYTHING: Selection = {};

/** The statements of a list, by ORM and by selection. */
function remembering<T extends object>(list: PreparedList<T>) {
  const byOrm = new WeakMap<object, WeakMap<Selection, PageStatements<T>>>();
  return ({ orm }: Reading, selection: Selection | undefined): PageStatements<T> => {
    const known = byOrm.get(orm) ?? new WeakMap<Selection, PageStatements<T>>();
    byOrm.set(orm, known);
    const key = selection ?? EVERYTHING;
    const statements = known.get(key) ?? new PageStatements(orm.em, list, selection ?? null);
    known.set(key, statements);
    return statements;
  };
}

/**
 * Makes the reader of a list. A page is one prepared statement, in which the page is cut before anything is joined
 * and only what the selection needs is read. Equal to `findPage`, cursors included, but for what it answers: values
 * that the ORM does not manage. The tenant stands in the statement as a parameter, beside the policies of the tables.
 */
export function preparePage<T extends object>(list: PreparedList<T>): PreparedPage<T> {
  const statementsOf = remembering(list);
  return async (reading, scope, args) => {
    const { tenantId, where, selection } = scope;
    const statements = statementsOf(reading, selection);
    const cursors = new Cursors(scope, statements);
    const size = sizeOf(args);
    const [isBackward, limit] = 'last' in size ? [true, size.last] : [false, size.first];
    const [after, before] = [cursors.placeOf(args.after), cursors.placeOf(args.before)];
    const { sql, values } = statements.write({ where, after, before, isBackward, limit: limit + 1 });
    const rows = await reading.ask(sql, [uuidOf(tenantId), ...values]);
    const hasMore = rows.length > limit;
    const kept = hasMore ? rows.slice(0, limit) : rows;
    const items = statements.read(isBackward ? kept.toReversed() : kept, tenantId);
    return {
      edges: items.map((node) => new PreparedEdge(node, cursors)),
      hasNextPage: isBackward ? before !== null : hasMore,
      hasPreviousPage: isBackward ? hasMore : after !== null,
    };
  };
}
