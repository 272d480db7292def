import type { MemberId } from '@freehold/kernel/caller/caller';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A member as this subgraph knows it: an id that tenancy resolves. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'A person who belongs to a tenant, as staff or as a customer.' })
export class Member {
  @Field(() => ID)
  id!: MemberId;

  static of(id: MemberId): Member {
    return Object.assign(new Member(), { id });
  }
}
