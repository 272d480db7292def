/** What goes wrong in a mock subgraph, in thousandths, always the same for the same seed. */
export interface Fate {
  readonly seed: number;
  /** Of all fields: those that are refused or fail. */
  readonly errors: number;
  /** Of all values: those that the subgraph's own schema does not allow. */
  readonly corruptions: number;
  /** The subgraphs that do not answer. */
  readonly dead: readonly string[];
}

/** One in which everything goes well. */
export const GOOD_FATE: Fate = { seed: 0, errors: 0, corruptions: 0, dead: [] };

/** A number that depends on nothing but the text. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

/** Whether something happens that happens so often in a thousand times; always the same for the same parts. */
export function chance(thousandths: number, ...parts: readonly (string | number)[]): boolean {
  return thousandths > 0 && hash(parts.join('/')) % 1000 < thousandths;
}

const KEYS = new Set(['id', 'key', 'email', '__typename']);

/** Data with some of its values replaced by what the schema does not allow. */
export function corrupted(
  data: Record<string, unknown>,
  variables: Readonly<Record<string, unknown>> | undefined,
  fate: Fate,
): Record<string, unknown> {
  if (fate.corruptions === 0) return data;
  const representations = Array.isArray(variables?.representations) ? variables.representations : [];
  const { _entities: entities, ...fields } = data;
  const corruptedFields = corruptFields(fields, '', fate);
  if (!Array.isArray(entities)) return corruptedFields;
  // What goes wrong with an entity depends on which it is, not on its place in the list.
  const corruptedEntities = entities.map((entity, index) =>
    corrupt(entity, 'entity', JSON.stringify(representations[index]), fate),
  );
  return { ...corruptedFields, _entities: corruptedEntities };
}

function corruptFields(object: object, place: string, fate: Fate): Record<string, unknown> {
  const entries = Object.entries(object).map(([name, value]) => [
    name,
    corrupt(value, name, `${place}/${name}`, fate),
  ]);
  return Object.fromEntries(entries);
}

function corrupt(value: unknown, name: string, place: string, fate: Fate): unknown {
  const { seed, corruptions } = fate;
  if (value === null || (name !== '__typename' && chance(corruptions, seed, 'null', place))) return null;
  if (Array.isArray(value))
    return value.map((element, index) => corrupt(element, 'element', `${place}/${index}`, fate));
  if (typeof value === 'object') return corruptFields(value, place, fate);
  return !KEYS.has(name) && chance(corruptions, seed, 'leaf', place) ? { not: 'a leaf' } : value;
}
