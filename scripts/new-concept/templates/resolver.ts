import type { NewConcept } from './new-concept.ts';

/** `<concept>.resolver.ts`: one list and one mutation. */
export const resolver = ({ words }: NewConcept): string => `
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { ${words.pascal} } from './${words.kebab}.entity.ts';
import {
  Create${words.pascal}Input,
  Create${words.pascal}Payload,
  create${words.pascal}Schema,
} from './${words.kebab}.input.ts';
import { create${words.pascal}, list${words.manyPascal} } from './${words.kebab}.service.ts';

const ${words.pascal}Connection = connectionOf(${words.pascal}, '${words.pascal}');

@Resolver(() => ${words.pascal})
export class ${words.pascal}Resolver {
  @Query(() => ${words.pascal}Connection, {
    description: "The tenant's ${words.manySpoken}, oldest first. Errors: INVALID.",
  })
  async ${words.manyCamel}(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<${words.pascal}>> {
    return toConnection(await list${words.manyPascal}(ctx, args));
  }

  @Mutation(() => Create${words.pascal}Payload, {
    description: 'Creates ${words.one}. Errors: INVALID, IDEMPOTENCY_CONFLICT.',
  })
  async create${words.pascal}(
    @Ctx() ctx: Context,
    @Arg('input', () => Create${words.pascal}Input) input: Create${words.pascal}Input,
  ): Promise<Create${words.pascal}Payload> {
    return {
      ${words.camel}: await create${words.pascal}(
        ctx,
        parseInput(create${words.pascal}Schema, input),
        input.idempotencyKey,
      ),
    };
  }
}
`;
