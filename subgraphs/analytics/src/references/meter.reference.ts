import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A meter as this subgraph knows it: its key, to hang what is used on. */
@Directive('@key(fields: "key")')
@ObjectType({ description: "Something that is counted, with the limit of the caller's tenant." })
export class Meter {
  @Field(() => ID)
  key!: string;

  static of(key: string): Meter {
    return Object.assign(new Meter(), { key });
  }
}

/** The meter that a key names; whether there is such a one, billing knows. */
export function findMeter({ key }: Readonly<Record<string, unknown>>): Meter | null {
  return typeof key === 'string' ? Meter.of(key) : null;
}
