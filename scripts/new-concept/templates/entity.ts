import { sentence } from '../naming/words.ts';
import type { NewConcept } from './new-concept.ts';

/** `<concept>.entity.ts`: a table of a tenant's rows, each with a name. */
export const entity = ({ words, prefix }: NewConcept): string => `
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType({ description: '${sentence(words.one)} of a tenant.' })
@TenantTable('${words.snake}')
export class ${words.pascal} extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('${prefix}') })
  id!: Id<'${prefix}'>;

  @Field(() => String, { description: 'Its name, 1 to 200 characters.' })
  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;
}
`;
