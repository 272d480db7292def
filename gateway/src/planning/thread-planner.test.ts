import { parse } from 'graphql';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { ECHOING_THREAD } from '../../test/planning-script.ts';
import { readSupergraph } from '../execution/read-supergraph.ts';
import { readSchemaFiles } from '../schema/schema-files.ts';
import { atOnce } from '../under-way/in-parts.ts';
import { type PlannedNode, type Planner, PlannerHere } from './planner.ts';
import { type PlanningBounds, ThreadPlanner, type ThreadPlannerParts } from './thread-planner.ts';

const SMALL = '{ small }';
const logger = pino({ level: 'silent' });

const turnOf = (tenantId: string) => ({ tenantId, isAdmitted: false });

/** A document of its own, too large to be planned where it is asked. */
function large(name: string): string {
  return `{ ${name} ${'more '.repeat(20)}}`;
}

describe('ThreadPlanner', () => {
  const open: ThreadPlanner[] = [];
  const here: string[] = [];
  const planHere: Planner = {
    plan: ({ text }) => {
      here.push(text);
      return undefined;
    },
    start: () => undefined,
    retire: () => undefined,
    close: async () => undefined,
  };

  afterEach(async () => {
    await Promise.all(open.splice(0).map((planner) => planner.close()));
    here.length = 0;
  });

  function planner(bounds: Partial<PlanningBounds> = {}, parts: Partial<ThreadPlannerParts> = {}) {
    const made = new ThreadPlanner({
      ...{ supergraphSdl: '', script: ECHOING_THREAD, here: planHere, logger, bounds },
      ...parts,
    });
    open.push(made);
    return made;
  }

  const ask = async (asked: ThreadPlanner, query: string, tenantId = 'a') =>
    asked.plan({
      text: query,
      document: parse(query),
      operationName: null,
      overridden: [],
      turn: turnOf(tenantId),
    });

  /** The name of what was planned, and how much that thread was asked until then. */
  const seen = (node: PlannedNode) => {
    const { operation, asked } = Object(node);
    return [/\w+/.exec(operation)?.[0], asked];
  };

  it('plans what is small where it is asked, and everything else in the thread', async () => {
    const threaded = planner();
    const small = {
      text: 's',
      document: parse(SMALL),
      operationName: null,
      overridden: [],
      turn: turnOf('a'),
    };
    expect(threaded.plan(small)).toBe(undefined);
    expect(seen(await ask(threaded, large('big')))).toEqual(['big', 1]);
    expect(here).toEqual(['s']);
  });

  it('plans as it would be planned here, every operation of the product and those that cannot be', async () => {
    const { supergraphSdl, operations = {} } = await readSchemaFiles();
    const read = atOnce(readSupergraph(supergraphSdl, { isChecked: true }));
    const own = new PlannerHere(read);
    const threaded = new ThreadPlanner({ supergraphSdl, here: own, logger, bounds: { selectionsHere: 0 } });
    open.push(threaded);
    for (const text of Object.values(operations)) {
      const document = parse(text);
      const [definition] = document.definitions;
      const operationName = definition && 'name' in definition ? (definition.name?.value ?? null) : null;
      const asked = { text, document, operationName, overridden: [], turn: turnOf('a') };
      expect(await threaded.plan(asked)).toEqual(
        JSON.parse(JSON.stringify(own.plan(asked) ?? null)) ?? undefined,
      );
    }
    await expect(ask(threaded, '{ nothing }')).rejects.toThrow('nothing');
  });

  it('plans once what is asked more than once at a time', async () => {
    const threaded = planner();
    const both = [ask(threaded, large('same')), ask(threaded, large('same'), 'b')];
    const [one, other] = await Promise.all(both);
    expect([one === other, seen(await ask(threaded, large('next')))]).toEqual([true, ['next', 2]]);
  });

  it('lets a tenant wait for one of another, however many that one has', async () => {
    const threaded = planner();
    const order: string[] = [];
    const noted = async (name: string, tenantId: string) => {
      await ask(threaded, large(name), tenantId);
      order.push(name);
    };
    await Promise.all([
      ...Array.from({ length: 20 }, (_, index) => noted(`a${index}`, 'a')),
      noted('b0', 'b'),
      noted('b1', 'b'),
    ]);
    expect(order.slice(0, 5)).toEqual(['a0', 'a1', 'b0', 'a2', 'b1']);
    expect(order).toHaveLength(22);
  });

  it('refuses what a tenant has waiting beyond its bound, and nothing of others', async () => {
    const threaded = planner({ waitingPerTenant: 2 });
    const asked = Array.from({ length: 5 }, (_, index) => ask(threaded, large(`a${index}`)));
    const other = ask(threaded, large('b0'), 'b');
    const settled = await Promise.allSettled(asked);
    expect(settled.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled', 'fulfilled'],
      ...['rejected', 'rejected'],
    ]);
    await expect(asked[4]).rejects.toMatchObject({ code: 'RATE_LIMITED', data: { retryAfterMs: 1000 } });
    expect(seen(await other)[0]).toBe('b0');
    expect(seen(await ask(threaded, large('a5')))[0]).toBe('a5');
  });

  it('ends a planning that takes too long, remembers what it was, and goes on with the others', async () => {
    const threaded = planner({ deadlineMs: 1_000 });
    const forever = [ask(threaded, large('forever')), ask(threaded, large('forever'), 'b')];
    const next = ask(threaded, large('next'));
    const refusal = { code: 'DOCUMENT_LIMIT_EXCEEDED', data: { limit: 'planningMs', max: 1_000 } };
    for (const asked of forever) await expect(asked).rejects.toMatchObject(refusal);
    expect(seen(await next)).toEqual(['next', 1]);
    await expect(ask(threaded, large('forever'))).rejects.toMatchObject(refusal);
    expect(seen(await ask(threaded, large('last')))).toEqual(['last', 2]);
  });

  it('refuses what takes too much memory, as what takes too long', async () => {
    const threaded = planner({ deadlineMs: 60_000 });
    const heap = { code: 'DOCUMENT_LIMIT_EXCEEDED', data: { limit: 'planningMs' } };
    await expect(ask(threaded, large('heap'))).rejects.toMatchObject(heap);
    expect(seen(await ask(threaded, large('next')))).toEqual(['next', 1]);
  }, 60_000);

  it.each(['crash', 'throw'])(
    'fails only what the thread ends over (%s), which may be asked again',
    async (how) => {
      const threaded = planner();
      const crash = ask(threaded, large(how));
      const next = ask(threaded, large('next'));
      await expect(crash).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      expect(seen(await next)).toEqual(['next', 1]);
      await expect(ask(threaded, large(how))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    },
  );

  it('tells why something cannot be planned, and keeps its thread', async () => {
    const threaded = planner();
    await expect(ask(threaded, large('fault'))).rejects.toThrow('It cannot be planned.');
    expect(seen(await ask(threaded, large('next')))).toEqual(['next', 2]);
  });

  it('fails what is asked when the supergraph cannot be read, without an end of trying', async () => {
    const threaded = new ThreadPlanner({ supergraphSdl: '{', here: planHere, logger });
    open.push(threaded);
    const asked = [ask(threaded, large('one')), ask(threaded, large('other'))];
    for (const one of asked) await expect(one).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('plans on when another supergraph has taken its place, with a thread that ends after it', async () => {
    const threaded = planner();
    const before = ask(threaded, large('before'));
    threaded.retire();
    expect(seen(await before)).toEqual(['before', 1]);
    expect(seen(await ask(threaded, large('after')))).toEqual(['after', 1]);
    expect(seen(await ask(threaded, large('again')))).toEqual(['again', 1]);
  });

  it('refuses what waits when it closes, and what comes later', async () => {
    const threaded = planner();
    const asked = [ask(threaded, large('forever')), ask(threaded, large('next'))];
    const refused = Promise.all(
      asked.map((one) => expect(one).rejects.toMatchObject({ code: 'UNAVAILABLE' })),
    );
    await threaded.close();
    await refused;
    await expect(ask(threaded, large('late'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
