/** A thing's facts of which some may be left out; what is there is not undefined. */
export type Given<T> = { -readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** What was said of a thing: facts that are undefined are left out, null is kept. */
export function given<T extends object>(facts: T): Given<T> {
  const said: Given<T> = {};
  for (const key in facts) {
    const fact = facts[key];
    if (isGiven(fact)) said[key] = fact;
  }
  return said;
}

function isGiven<V>(value: V): value is Exclude<V, undefined> {
  return value !== undefined;
}
