import type { EntityManager } from '@mikro-orm/postgresql';
import type { TenantId } from '../caller/caller.ts';
import { Invalid } from '../errors/refusals.ts';
import { uuidOf } from '../values/id.ts';
import type { Selection } from '../values/selection.ts';
import { type Page, type PageArgs, scopeOf, seal, sizeOf, unseal } from './page.ts';
import { PageStatements, type Place, type Where } from './page-statements.ts';
import { askPrepared } from './prepared.ts';
import type { PreparedList } from './prepared-list.ts';

/** Whose list, and which part of it. */
export interface PreparedScope {
  readonly tenantId: TenantId;
  /** As in a `PageScope`. */
  readonly name: string;
  readonly where: readonly Where[];
  /** What is wanted of each item; without it, all of its own properties. */
  readonly selection?: Selection | undefined;
}

/** The cursors of one list. Its scope is a hash, which a page without cursors does not need. */
class Cursors {
  readonly #tenantId: TenantId;
  readonly #name: string;
  readonly #parse: (values: unknown) => Place;
  #scope: string | undefined;

  constructor({ tenantId, name }: PreparedScope, parse: (values: unknown) => Place) {
    this.#tenantId = tenantId;
    this.#name = name;
    this.#parse = parse;
  }

  scope(): string {
    this.#scope ??= scopeOf(this.#tenantId, this.#name);
    return this.#scope;
  }

  placeOf(sealed: string | null | undefined): Place | null {
    if (sealed === null || sealed === undefined) return null;
    const cursor = unseal(this.scope(), sealed) ?? '';
    try {
      return this.#parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    } catch {
      throw new Invalid('The cursor cannot be read.');
    }
  }
}

const EVERYTHING: Selection = {};

/** The statements of a list, by ORM and by selection. */
function remembering<T extends object>(list: PreparedList<T>) {
  const byOrm = new WeakMap<object, WeakMap<Selection, PageStatements<T>>>();
  return (em: EntityManager, selection: Selection | undefined): PageStatements<T> => {
    const metadata = em.getMetadata();
    const known = byOrm.get(metadata) ?? new WeakMap<Selection, PageStatements<T>>();
    byOrm.set(metadata, known);
    const statements = known.get(selection ?? EVERYTHING) ?? new PageStatements(em, list, selection ?? null);
    known.set(selection ?? EVERYTHING, statements);
    return statements;
  };
}

/**
 * Makes the reader of a list. A page is one prepared statement, in which the page is cut before anything is joined
 * and only what the selection needs is read. Equal to `findPage`, cursors included, but for what it answers: values
 * that the ORM does not manage. The tenant stands in the statement as a parameter, beside the policies of the tables.
 */
export function preparePage<T extends object>(list: PreparedList<T>) {
  const statementsOf = remembering(list);
  /** @throws {Invalid} for a size outside 1 to 100, or a cursor of another list. */
  return async (em: EntityManager, asked: PreparedScope, args: PageArgs): Promise<Page<T>> => {
    const { tenantId, where, selection } = asked;
    const statements = statementsOf(em, selection);
    const cursors = new Cursors(asked, (values) => statements.placeOf(values));
    const size = sizeOf(args);
    const [isBackward, limit] = 'last' in size ? [true, size.last] : [false, size.first];
    const [after, before] = [cursors.placeOf(args.after), cursors.placeOf(args.before)];
    const { sql, values } = statements.write({ where, after, before, isBackward, limit: limit + 1 });
    const rows = await askPrepared(em, sql, [uuidOf(tenantId), ...values]);
    const hasMore = rows.length > limit;
    const kept = rows.slice(0, limit);
    const items = statements.read(isBackward ? kept.toReversed() : kept, tenantId);
    return {
      edges: items.map((node) => ({
        node,
        // Most who read a page ask for no cursor but the last.
        get cursor() {
          return seal(cursors.scope(), statements.cursorOf(node));
        },
      })),
      hasNextPage: isBackward ? before !== null : hasMore,
      hasPreviousPage: isBackward ? hasMore : after !== null,
    };
  };
}
