import { sentence } from '../naming/words.ts';
import type { NewConcept } from './new-concept.ts';

/** `<concept>.input.ts`: what the mutation takes and answers. */
export const input = ({ words }: NewConcept): string => `
import { Field, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { ${words.pascal} } from './${words.kebab}.entity.ts';

@InputType({ description: '${sentence(words.one)} to be created.' })
export class Create${words.pascal}Input {
  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What ${words.one} may be. */
export const create${words.pascal}Schema = z.object({ name: z.string().trim().min(1).max(200) });

@ObjectType({ description: 'The ${words.spoken} that was created.' })
export class Create${words.pascal}Payload {
  @Field(() => ${words.pascal})
  ${words.camel}!: ${words.pascal};
}
`;
