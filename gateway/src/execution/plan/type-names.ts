import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import { type JsonObject, ownValue } from '../json.ts';

/** What is known of the types of objects by their `__typename`, in the whole supergraph. */
export class TypeNames {
  readonly #schema: GraphQLSchema;
  readonly #known = new Map<string, ReadonlySet<string>>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** Tells whether an object meets a type condition; `whenUnknown` is the answer for objects without a type. */
  matcher(condition: string, whenUnknown: boolean): (object: JsonObject) => boolean {
    const names = this.#namesOf(condition);
    return (object) => {
      const name = ownValue(object, '__typename');
      return name ? typeof name === 'string' && names.has(name) : whenUnknown;
    };
  }

  /** Whether a name is that of an interface or a union. */
  isAbstract(name: unknown): boolean {
    const type = typeof name === 'string' ? this.#schema.getType(name) : undefined;
    return isAbstractType(type);
  }

  /** The names of all types that a condition lets pass. */
  #namesOf(condition: string): ReadonlySet<string> {
    const known = this.#known.get(condition);
    if (known) return known;
    const type = this.#schema.getType(condition);
    const names = new Set([condition]);
    if (type && isAbstractType(type))
      for (const other of Object.values(this.#schema.getTypeMap()))
        if ((isObjectType(other) || isInterfaceType(other)) && this.#schema.isSubType(type, other))
          names.add(other.name);
    this.#known.set(condition, names);
    return names;
  }
}
