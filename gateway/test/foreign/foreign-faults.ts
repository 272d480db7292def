import { chance, hash } from '../mock-faults.ts';
import type { Spoil } from './foreign-arena.ts';

/** How often something goes wrong with replies, in thousandths; always the same for the same seed. */
export interface Spoiling {
  readonly seed: number;
  /** Of all values. */
  readonly values: number;
  /** Of all replies. */
  readonly replies: number;
}

const TYPE_NAMES = ['Nope', 'Query', 'Tree', 'Book', 'Item', '__Schema', 'String', 7, null, ''];
const ERRORS = [
  { message: 'Without a path.' },
  { message: 'At the root.', path: [] },
  { message: 'Nowhere.', path: ['_entities', 99, 'x'] },
  { message: 'Not said where.', path: ['_entities'] },
  { message: '', extensions: { code: 'ODD', path: 1 } },
];

function wrong(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return [{}, 'list', null, [null], [[]], 0][seed % 6];
  if (typeof value === 'object' && value !== null) return ['object', [], null, 5, {}, [value]][seed % 6];
  return [{ not: 'a leaf' }, [], null, true, 1.5, 'text', undefined][seed % 7];
}

function spoiled(value: unknown, name: string, place: string, { seed, values, replies }: Spoiling): unknown {
  const roll = hash(`${seed} ${place}`);
  if (name === '__typename')
    return chance(values / 4, seed, place) ? TYPE_NAMES[roll % TYPE_NAMES.length] : value;
  if (chance(values, seed, place)) return wrong(value, roll);
  if (Array.isArray(value))
    return value.map((each, index) => spoiled(each, name, `${place}/${index}`, { seed, values, replies }));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    spoiled(each, key, `${place}/${key}`, { seed, values, replies }),
  ]);
  return Object.fromEntries(entries);
}

interface Reply {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly object[];
}

/** What whole replies may be instead of what they are. */
const REPLIES: readonly ((reply: Reply, error: object) => unknown)[] = [
  () => ({ data: null }),
  ({ data, errors = [] }, error) => ({ data, errors: [...errors, error] }),
  (_, error) => ({ errors: [error] }),
  ({ data }) => ({ data: { _entities: listOf(data?._entities).slice(1) } }),
  ({ data }) => ({ data: { _entities: [...listOf(data?._entities), null] } }),
  () => ({ data: {} }),
  () => ({ data: { _entities: {} } }),
  () => ({ data: [] }),
  () => 'no reply',
];

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function spoiledData(
  data: Readonly<Record<string, unknown>>,
  representations: readonly unknown[],
  query: string,
  how: Spoiling,
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(data).map(([name, value]) => {
    if (name !== '_entities' || representations.length === 0)
      return [name, spoiled(value, name, query + name, how)];
    const entities = listOf(value).map((entity, index) =>
      spoiled(entity, '', JSON.stringify(representations[index]), how),
    );
    return [name, entities];
  });
  return Object.fromEntries(entries);
}

/** Spoils what subgraphs answer: an entity in the same way wherever it is in the list. */
export function spoiling(how: Spoiling): Spoil {
  return (reply: Reply, { query, variables }) => {
    const { data, errors } = reply;
    const own = data && spoiledData(data, listOf(variables.representations), query, how);
    const answer = { ...(errors ? { errors } : {}), ...(own === undefined ? {} : { data: own }) };
    const place = `${how.seed} ${query}`;
    const roll = hash(`how ${place}`);
    const instead = chance(how.replies, place) ? REPLIES[roll % REPLIES.length] : null;
    return JSON.stringify(instead ? instead(answer, ERRORS[roll % ERRORS.length] ?? {}) : answer);
  };
}
