import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Why one occurrence could not be what was asked.' })
export class OccurrenceFailure {
  @Field(() => String, { description: 'When it would have begun on the wall clock.' })
  readonly localStart!: string;

  @Field(() => String, { description: 'The code of the refusal, such as SLOT_TAKEN.' })
  readonly code!: string;

  @Field(() => String, { description: 'The refusal in a sentence.' })
  readonly message!: string;
}
