import { ArgsType, Directive, Field, Int, ObjectType } from 'type-graphql';
import type { Edge, Page } from '../../database/page.ts';
import { anyone, type Permissions, type Rule } from '../../permissions/rules.ts';
import type { ClassOf } from '../concept.ts';

/** Which part of a list is asked. */
@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, { nullable: true, description: 'So many items forward, 1 to 100.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only items after this cursor.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'So many items backward, 1 to 100.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only items before this cursor.' })
  before?: string | null;
}

/** Where a page stands in its list. */
@Directive('@shareable')
@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether items follow.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether items precede.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last item.' })
  endCursor!: string | null;
}

/** One page as GraphQL shows it. */
export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly pageInfo: PageInfo;
}

/** The Relay connection of a type: `BookingConnection` with `BookingEdge`. */
export function connectionOf<T extends object>(node: ClassOf<T>, name: string): ClassOf<Connection<T>> {
  @ObjectType(`${name}Edge`, { description: `A ${name} in a list.` })
  class NodeEdge {
    @Field(() => node, { description: `The ${name}.` })
    node!: T;

    @Field(() => String, { description: 'Where it stands in the list; good for `after` and `before`.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class NodeConnection {
    @Field(() => [NodeEdge], { description: 'The items of the page, in order.' })
    edges!: NodeEdge[];

    @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
    pageInfo!: PageInfo;
  }
  return NodeConnection;
}

/** The rules of a connection's fields: as the list itself. */
export function connectionPermissions(name: string, rule: Rule): Permissions {
  return {
    [`${name}Connection`]: { edges: rule, pageInfo: rule },
    [`${name}Edge`]: { node: rule, cursor: rule },
  };
}

/** The rules of `PageInfo`, which says nothing without its list. */
export const pageInfoPermissions: Permissions = {
  PageInfo: { hasNextPage: anyone, hasPreviousPage: anyone, startCursor: anyone, endCursor: anyone },
};

/** A page whose place is written when it is asked for. A class: a literal with a getter would outlive its request. */
class PageConnection<T> implements Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly #page: Page<T>;

  constructor(page: Page<T>) {
    this.edges = page.edges;
    this.#page = page;
  }

  get pageInfo(): PageInfo {
    const { edges, hasNextPage, hasPreviousPage } = this.#page;
    const startCursor = edges.at(0)?.cursor ?? null;
    const endCursor = edges.at(-1)?.cursor ?? null;
    return Object.assign(new PageInfo(), { hasNextPage, hasPreviousPage, startCursor, endCursor });
  }
}

/** A page of the database as a connection. Where it stands is written when it is asked for. */
export function toConnection<T>(page: Page<T>): Connection<T> {
  return new PageConnection(page);
}
