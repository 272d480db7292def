import type { MemberId } from '@freehold/kernel/caller/caller';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import { isId } from '@freehold/kernel/values/id';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A member as this subgraph knows it: an id, to hang fields on. Who it is, tenancy tells. */
@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'A person who belongs to a tenant, as staff or as a customer.',
})
export class Member {
  @Field(() => ID)
  id!: MemberId;

  static of(id: MemberId): Member {
    return Object.assign(new Member(), { id });
  }
}

/** Any member that could be: the fields that hang on it tell nothing of one of another tenant. */
export function findMember({ id }: Readonly<Record<string, unknown>>): Member | null {
  return typeof id === 'string' && isId('mbr', id) ? Member.of(id) : null;
}
