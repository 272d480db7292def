import { Type } from '@mikro-orm/core';
import { type Id, idOf, isId, uuidOf } from '../values/id.ts';

/** A prefixed public id in code, a uuid in the table. The ORM may convert a value twice, so either form is taken. */
export class IdType<P extends string> extends Type<Id<P> | null, string | null> {
  private readonly prefix: P;

  constructor(prefix: P) {
    super();
    this.prefix = prefix;
  }

  override convertToDatabaseValue(value: Id<P> | null): string | null {
    return value?.includes('_') ? uuidOf(value) : value;
  }

  override convertToJSValue(value: string | null): Id<P> | null {
    return value === null || value === undefined || isId(this.prefix, value)
      ? value
      : idOf(this.prefix, value);
  }

  override toJSON(value: Id<P> | null): Id<P> | null {
    return value;
  }

  /** Cursors carry the public id as it is. */
  override fromJSON(value: Id<P> | null): Id<P> | null {
    return value;
  }

  override compareAsType(): string {
    return 'string';
  }

  override getColumnType(): string {
    return 'uuid';
  }
}
