/** An object of an answer, by response names. */
export type JsonObject = Record<string, unknown>;

/** A place in an answer: response names and list indices. */
export type AnswerPath = readonly (string | number)[];

/** Whether a value of an answer is an object, not a list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * An object without anything inherited, so that a client's alias may be any name, `__proto__` and `constructor`
 * among them. Unlike what `Object.create(null)` makes, it is as fast as an ordinary object.
 */
export class BareObject {
  [name: string]: unknown;
}
Object.setPrototypeOf(BareObject.prototype, null);
Reflect.deleteProperty(BareObject.prototype, 'constructor');

const INHERITED = new Set<string>(Object.getOwnPropertyNames(Object.prototype));

/** Whether objects have a property of that name without being given one. */
export function isInherited(name: string): boolean {
  return INHERITED.has(name);
}

/** What an object itself has under a name. */
export function ownValue(object: JsonObject, name: string): unknown {
  const value = object[name];
  // All that answers inherit are functions, which no answer holds, and what they inherit from.
  if (typeof value !== 'function' && name !== '__proto__') return value;
  return Object.hasOwn(object, name) ? value : undefined;
}

/** Gives an object a property of its own, whatever its name. */
export function setOwn(object: JsonObject, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  else object[name] = value;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || prototype === BareObject.prototype;
}

/** A copy that shares no list and no plain object with the original. */
export function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  return isJsonObject(value) && isPlain(value) ? copyOfObject(value) : value;
}

/** A copy of an object that shares no list and no plain object with the original. */
export function copyOfObject(object: Readonly<JsonObject>): JsonObject {
  const copy = new BareObject();
  for (const name in object) setOwn(copy, name, copyOf(object[name]));
  return copy;
}
