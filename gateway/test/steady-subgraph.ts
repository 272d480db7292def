import type { GraphQLResolveInfo } from 'graphql';
import { MockSubgraph } from './mock-subgraph.ts';
import { MAIL, type MockObject, objectKey } from './mock-values.ts';

/**
 * A subgraph whose values depend on the entity and the field alone, whoever tells them and however the entity was found:
 * several of them, put together, answer what one that has the whole schema answers.
 */
export class SteadySubgraph extends MockSubgraph {
  protected override placeOf(
    source: MockObject | undefined,
    args: Readonly<Record<string, unknown>>,
    { parentType, fieldName }: GraphQLResolveInfo,
  ): string {
    return `${objectKey(source) || parentType.name}|${fieldName}|${JSON.stringify(args)}`;
  }

  protected override ownOf(source: MockObject | undefined, fieldName: string): unknown {
    if (fieldName === 'email') return `${objectKey(source)}${MAIL}`;
    return fieldName === 'id' ? objectKey(source) : super.ownOf(source, fieldName);
  }
}
