import { Entity } from '@mikro-orm/decorators/legacy';

/**
 * A table without a tenant: the few that exist are listed by name in each subgraph's tests.
 * Nothing private to a tenant may stand in one.
 */
export function GlobalTable(tableName: string): ClassDecorator {
  return (target) => {
    Entity({ tableName })(target as never);
  };
}
