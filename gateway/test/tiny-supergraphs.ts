import { parse, print, visit } from 'graphql';
import { composed } from './composed.ts';
import type { TinyHouse } from './tiny-house.ts';

/** Changes the SDL of a subgraph. */
export type Edit = (sdl: string) => string;

/** The supergraph of a tiny house some of whose subgraphs say that they are different; what they answer is the same. */
export function supergraphOf(
  { subgraphs }: Pick<TinyHouse, 'subgraphs'>,
  edits: Readonly<Record<string, Edit>> = {},
): string {
  return composed(
    Object.fromEntries(
      subgraphs.map(({ name, typeDefs }) => [name, (edits[name] ?? ((sdl) => sdl))(print(typeDefs))]),
    ),
  );
}

/** Takes a field out. */
export function without(typeName: string, fieldName: string): Edit {
  return (sdl) =>
    print(
      visit(parse(sdl), {
        ObjectTypeDefinition: (type) =>
          type.name.value === typeName
            ? { ...type, fields: type.fields?.filter(({ name }) => name.value !== fieldName) ?? [] }
            : undefined,
      }),
    );
}
