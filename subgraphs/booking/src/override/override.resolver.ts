import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Member } from '../references/member.reference.ts';
import { Override } from './override.entity.ts';

@Resolver(() => Override)
export class OverrideResolver {
  @FieldResolver(() => Member, { description: 'Who of the staff.' })
  by(@Root() override: Override): Member {
    return Member.of(override.by);
  }
}
