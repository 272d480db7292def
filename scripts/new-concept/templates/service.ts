import { sentence } from '../naming/words.ts';
import type { NewConcept } from './new-concept.ts';

/** `<concept>.service.ts`: the use cases, one transaction each. */
export const service = ({ words, prefix }: NewConcept): string => `
import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { ${words.pascal} } from './${words.kebab}.entity.ts';

/** ${sentence(words.one)} to be created. */
export interface New${words.pascal} {
  readonly name: string;
}

/** ${sentence(words.manySpoken)} by their ids. */
export const ${words.camel}ById = loadById(${words.pascal}, '${words.spoken}');

/** Creates ${words.one}. */
export async function create${words.pascal}(
  ctx: Context,
  input: New${words.pascal},
  key: string,
): Promise<${words.pascal}> {
  const { id: tenantId } = ctx.tenant();
  const id = await mutateOnce(ctx, { operation: 'create${words.pascal}', key, input }, async ({ em }) => {
    const created = em.create(${words.pascal}, { tenantId, id: newId('${prefix}'), createdAt: ctx.now(), ...input });
    await em.persist(created).flush();
    return created.id;
  });
  return ctx.load(${words.camel}ById, id);
}

/** The tenant's ${words.manySpoken}, oldest first. */
export function list${words.manyPascal}(ctx: Context, args: PageArgs): Promise<Page<${words.pascal}>> {
  const { id: tenantId } = ctx.tenant();
  return ctx.read((em) =>
    findPage(
      em,
      ${words.pascal},
      { tenantId, name: '${words.manyCamel}', where: {}, orderBy: [{ id: 'asc' }] },
      args,
    ),
  );
}
`;
