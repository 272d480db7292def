import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { ENFORCEMENTS, type EnforcementKind } from '../catalog/catalog.entity.ts';

@Directive('@key(fields: "key")')
@ObjectType({ description: "Something that is counted, with the limit of the caller's tenant." })
export class Meter {
  @Field(() => ID, { description: 'Stable, in snake_case, unique in its edition.' })
  key!: string;

  @Field(() => String, { description: 'Its name, for people.' })
  name!: string;

  @Field(() => Int, { nullable: true, description: 'Units from plan and add-ons; null when unlimited.' })
  limit!: number | null;

  @Field(() => ENFORCEMENTS, { description: 'What happens at the first unit over the limit.' })
  enforcement!: EnforcementKind;
}
