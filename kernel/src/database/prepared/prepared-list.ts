import type { EntityClass } from '@mikro-orm/core';

/** A list that is read often: an entity, an order, and what is read along with each item. */
export interface PreparedList<T extends object> {
  readonly entity: EntityClass<T>;
  /** All in one direction, and the id last, so that one index gives the order. */
  readonly orderBy: readonly (keyof T & string)[];
  readonly direction: 'asc' | 'desc';
  /**
   * References that may be followed, as paths, and what they lead to: `{ session: Session, 'session.offering': Offering }`.
   * A path comes after what it begins with. It is followed when a selection has it; resolvers then ask by `ctx.follow`,
   * since the id of the reference is not read beside what it leads to.
   */
  readonly follow: Readonly<Record<string, EntityClass<object>>>;
  /**
   * Which properties a field of a selection needs, by path: `{ price: ['priceMinor', 'currency'] }`.
   * A field that is not named needs the property of its name, or when there is none, all of them.
   */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  /** Properties of the entity that are read always, such as those that rules look at. */
  readonly always: readonly (keyof T & string)[];
}
