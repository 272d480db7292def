import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Caller, CallerMember, CallerTenant } from '../caller/caller.ts';
import type { CookieChange } from '../caller/subgraph-call.ts';
import { watchedMember } from '../caller/watched-member.ts';
import type { Page, PageArgs } from '../database/page.ts';
import type { PreparedPage, PreparedScope } from '../database/prepared/prepared-page.ts';
import type { PreparedRows } from '../database/prepared/prepared-rows.ts';
import { Reading } from '../database/prepared/reading.ts';
import { causeOf } from '../database/traced/cause.ts';
import { inTransaction } from '../database/transaction.ts';
import { Forbidden, TenantRequired, Unauthenticated } from '../errors/refusals.ts';
import type { DomainEvent, EventType } from '../events/domain-event.ts';
import type { LiveEvents } from '../events/live-events.ts';
import { eventOf, tellEvents } from '../events/outbox.ts';
import type { OutboxPlace, PlacedEvent } from '../events/outbox-reader.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import type { JobTiming, JobType } from '../jobs/job-type.ts';
import type { Messaging } from '../messaging/messaging.ts';
import type { Objects } from '../objects/open-objects.ts';
import type { Span, Tracer } from '../tracing/tracer.ts';
import type { Clock } from '../values/clock.ts';
import { type BatchFor, Loaders, type Referring } from './loaders.ts';
import { Opening } from './opening.ts';

/** A read-write transaction of one tenant. */
export interface Transaction {
  readonly em: EntityManager;
  /** What was told so far, in order. */
  readonly told: DomainEvent[];
  /** Tells what happened; written at the end, with all that was told, and published when the transaction commits. */
  publish<Payload>(type: EventType<Payload>, payload: Payload): void;
  /** Writes a job of this tenant; it runs when the transaction commits and its instant has come. */
  enqueue<Payload>(type: JobType<Payload>, payload: Payload, timing?: JobTiming): Promise<void>;
}

/** Finds many things by their keys with one question; the answers stand in the order of the keys. */
export type BatchLoad<K, V> = BatchFor<Context, K, V>;

/** What a concept does inside the transaction of something that happened in an older one; see `within`. */
export interface Reaction {
  readonly eventName: string;
  readonly handle: (ctx: Context, transaction: Transaction, payload: unknown) => Promise<void>;
}

/** What a concept does last in a transaction, knowing everything that was told in it; see `concluding`. */
export interface Conclusion {
  readonly eventNames: ReadonlySet<string>;
  readonly handle: (ctx: Context, transaction: Transaction, told: readonly DomainEvent[]) => Promise<void>;
}

/** What a running subgraph gives to every operation. */
export interface SubgraphParts {
  readonly name: string;
  readonly orm: MikroORM;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly live: LiveEvents;
  /** What is to be done later; null in a subgraph that does not use jobs. */
  readonly jobs: JobQueue | null;
  /** What concepts do inside the transactions of older ones, oldest first. */
  readonly reactions: readonly Reaction[];
  /** What concepts do last in a transaction, oldest first. */
  readonly conclusions: readonly Conclusion[];
  /** The ways out of the house. */
  readonly messaging: Messaging;
  /** Where bytes are kept; null where none are. */
  readonly objects: Objects | null;
  /** What editions say to this subgraph, by edition. */
  readonly faces: Readonly<Record<string, unknown>>;
  /** Secrets and settings of this subgraph alone, by name. */
  readonly settings: Readonly<Record<string, string>>;
  /** To be called after a commit, so that readers of the outbox look. */
  readonly wake: () => void;
  /** Where what nobody asked for is traced to: jobs and events; null where nothing is. */
  readonly tracer: Tracer | null;
}

/** What an operation is given beside who asks. */
export interface ContextOptions {
  readonly cookies?: Readonly<Record<string, string>> | undefined;
  /** The operation asks one question, as far as anybody knows; see {@link Reading}. */
  readonly asksOnce?: boolean | undefined;
  /** Where subscriptions that are opened continue; now unless given. */
  readonly after?: OutboxPlace | null | undefined;
  /** The span that it is recorded in; none where it is not traced. */
  readonly trace?: Span | null | undefined;
}

/** Who asks, and the doors to the database: the first argument of every use case. One operation, one context. */
export class Context {
  readonly parts: SubgraphParts;
  readonly cookies: Readonly<Record<string, string>>;
  /** Cookies to be set with the answer. */
  readonly cookieChanges: CookieChange[] = [];
  /** What it has asked so far, for whoever executes operations; use cases ask by {@link read} and {@link page}. */
  readonly reading: Reading;
  /** The span that it is recorded in; null where it is not traced. */
  readonly trace: Span | null;
  #caller: Caller;
  readonly #loaders = new Loaders<Context>(this);
  readonly #scoped: Context[] = [];
  readonly #opening: Opening;
  #isClosed = false;

  constructor(parts: SubgraphParts, caller: Caller, given: ContextOptions = {}) {
    this.parts = parts;
    this.#caller = {
      ...caller,
      member: caller.member && watchedMember(caller.member, () => this.#opening.look()),
    };
    this.cookies = given.cookies ?? {};
    this.trace = given.trace ?? null;
    this.#opening = new Opening(parts.live, given.after ?? null);
    this.reading = new Reading(parts.orm, caller.tenant?.id ?? null, given.asksOnce, this.trace);
  }

  /** Who asks. */
  get caller(): Caller {
    return this.#caller;
  }

  /** Whether anybody has looked at who the member is, beyond what its roles allow. */
  get isPersonal(): boolean {
    return this.#opening.isPersonal;
  }

  /** The rest of the operation is asked by a member who has just proven to be one: somebody who signs in. */
  actAs(member: CallerMember): void {
    this.#caller = { ...this.#caller, member };
  }

  /** The time now. */
  now(): Date {
    return this.parts.clock.now();
  }

  /** @throws {TenantRequired} when the request names none. */
  tenant(): CallerTenant {
    if (!this.caller.tenant) throw new TenantRequired();
    return this.caller.tenant;
  }

  /** @throws {Unauthenticated} when nobody is signed in. */
  member(): CallerMember {
    if (!this.caller.member) throw new Unauthenticated();
    return this.caller.member;
  }

  /**
   * Asks inside the operation's read-only transaction; all questions of one operation see one moment.
   * @throws {Error} when the operation has ended: a refused field ends it before its neighbours have asked.
   */
  async read<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    this.#refuseWhenClosed();
    return work(await this.reading.entityManager());
  }

  /**
   * A page of a list that is read by a prepared statement, in the same transaction as {@link read}.
   * @throws {TenantRequired} when the request names none.
   * @throws {Invalid} for a size outside 1 to 100, or a cursor of another list.
   */
  async page<T>(list: PreparedPage<T>, scope: PreparedScope, args: PageArgs): Promise<Page<T>> {
    this.#refuseWhenClosed();
    return list(this.reading, { ...scope, tenantId: this.tenant().id }, args);
  }

  /** Rows that are read by a prepared statement, in the same transaction as {@link read}. */
  async rows<T extends object>(list: PreparedRows<T>, ...values: readonly unknown[]): Promise<T[]> {
    this.#refuseWhenClosed();
    return list(this.reading, this.caller.tenant?.id ?? null, values);
  }

  /** Runs `work` in one read-write transaction. What was read before is read anew afterwards. */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    await this.reading.close();
    this.#loaders.clear();
    const tenantId = this.caller.tenant?.id ?? null;
    const write = async (em: EntityManager) => {
      const transaction = this.transactionOf(em);
      const made = await work(transaction);
      await em.flush();
      await this.#conclude(transaction);
      await tellEvents(em, transaction.told);
      // All is written: nothing is looked through for changes once more.
      em.clear();
      return made;
    };
    const result = await inTransaction(this.parts.orm, tenantId, write, this.trace);
    this.parts.wake();
    return result;
  }

  /** What a use case may do with a transaction that is open already, such as one up to a savepoint. */
  transactionOf(em: EntityManager): Transaction {
    const told: DomainEvent[] = [];
    return {
      em,
      told,
      publish: (type, payload) => void told.push(eventOf(this.tenant().id, this.now(), type, payload)),
      enqueue: (type, payload, timing) => this.#enqueue(em, type, payload, timing),
    };
  }

  /**
   * Lets younger concepts act on what has just happened, before the transaction commits: all of it is kept, or nothing.
   * Whoever calls it knows the event alone, and not who reacts.
   */
  async react<Payload>(transaction: Transaction, type: EventType<Payload>, payload: Payload): Promise<void> {
    for (const { eventName, handle } of this.parts.reactions)
      if (eventName === type.name) await handle(this, transaction, payload);
  }

  /** The thing with a key, found together with all others that are asked for in the same turn. */
  load<K, V>(batch: BatchLoad<K, V>, key: K): Promise<V> {
    return this.#loaders.load(batch, key);
  }

  /** What a reference of a value leads to: at once when it was read along with the value, else as {@link load}. */
  follow<Name extends string, K, V>(
    value: { readonly [name in Name]: { readonly id: K } },
    name: Name,
    batch: BatchLoad<K, V>,
  ): V | Promise<V>;
  follow<Name extends string, K, V>(
    value: Referring<Name, K>,
    name: Name,
    batch: BatchLoad<K, V>,
  ): V | Promise<V> | null;
  follow<Name extends string, K, V>(
    value: Referring<Name, K>,
    name: Name,
    batch: BatchLoad<K, V>,
  ): V | Promise<V> | null {
    return this.#loaders.follow(value, name, batch);
  }

  /** Events of a kind in the caller's tenant, as they happen; the gateway hears those of all tenants. */
  live<Payload>(type: EventType<Payload>): AsyncIterableIterator<PlacedEvent<Payload>> {
    const tenantId = this.caller.kind === 'gateway' ? null : this.tenant().id;
    return this.#opening.hear(type, tenantId);
  }

  /**
   * Where the subscription that was opened begins; null when none was. From then on nobody may look at who the member
   * is: what a stream lets through was said to be the same for others, or not.
   * @throws {CursorExpired} when it cannot continue where it was to.
   */
  seal(): Promise<OutboxPlace | null> {
    return this.#opening.seal();
  }

  /**
   * The same operation inside one tenant, for what the gateway asks about a tenant that it names.
   * @throws {Forbidden} for everybody else.
   */
  asTenant(tenant: CallerTenant): Context {
    if (this.caller.kind !== 'gateway') throw new Forbidden();
    this.#refuseWhenClosed();
    const scoped = new Context(this.parts, { ...this.caller, tenant }, { trace: this.trace });
    this.#scoped.push(scoped);
    return scoped;
  }

  /** Gives the connection back before work that takes long; the next question opens a transaction of its own. */
  release(): Promise<void> {
    return this.reading.close();
  }

  /** Ends the operation and its transaction. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([this.reading.close(), ...this.#scoped.map((scoped) => scoped.close())]);
  }

  /**
   * Once for each, with what was told up to then; what a conclusion tells is for younger ones alone, and what it changes
   * it writes itself.
   */
  async #conclude(transaction: Transaction): Promise<void> {
    for (const { eventNames, handle } of this.parts.conclusions) {
      const told = transaction.told.filter(({ name }) => eventNames.has(name));
      if (told.length > 0) await handle(this, transaction, told);
    }
  }

  async #enqueue<Payload>(em: EntityManager, type: JobType<Payload>, payload: Payload, timing?: JobTiming) {
    const { jobs, name } = this.parts;
    if (!jobs)
      throw new Error(`The subgraph ${name} has no jobs: its definition must say that it uses them.`);
    const wanted = { ...timing, type, payload, tenantId: this.tenant().id, now: this.now() };
    await jobs.enqueue(em, { ...wanted, cause: causeOf(em) });
  }

  // A transaction that opened after the end would stay open, and hold its connection.
  #refuseWhenClosed(): void {
    if (this.#isClosed) throw new Error('The operation has ended.');
  }
}
