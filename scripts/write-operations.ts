import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DocumentNode, Kind, print, type SelectionSetNode, visit } from 'graphql';
import { ROOT, SCHEMA } from './workspace/subgraphs.ts';

const DOCUMENTS = join(ROOT, 'web/src/graphql/generated/graphql.ts');
const TYPE_NAME = '__typename';

function isDocument(value: unknown): value is DocumentNode {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === Kind.DOCUMENT;
}

/** Asks for the type of an object first of all, unless it is asked for anyway. */
function withTypeName(set: SelectionSetNode): SelectionSetNode {
  const isAsked = set.selections.some((each) => each.kind === Kind.FIELD && each.name.value === TYPE_NAME);
  const typeName = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: TYPE_NAME } } as const;
  return isAsked ? set : { ...set, selections: [typeName, ...set.selections] };
}

/** A document as a client with a cache asks it: with the type of every object below the root. */
function asAsked(document: DocumentNode): string {
  const typed = visit(document, {
    Field: ({ selectionSet, ...field }) =>
      selectionSet ? { ...field, selectionSet: withTypeName(selectionSet) } : undefined,
    InlineFragment: (fragment) => ({ ...fragment, selectionSet: withTypeName(fragment.selectionSet) }),
    FragmentDefinition: (fragment) => ({ ...fragment, selectionSet: withTypeName(fragment.selectionSet) }),
  });
  return print(typed);
}

/** The name of the operation of a document; null for a document of fragments alone. */
function nameOf({ definitions }: DocumentNode): string | null {
  const operation = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  return operation?.kind === Kind.OPERATION_DEFINITION ? (operation.name?.value ?? '') : null;
}

/** Writes `schema/operations.json`: every operation of the web by its SHA-256, in the order of their names. */
const exported: Record<string, unknown> = await import(DOCUMENTS);
const operations = Object.values(exported)
  .filter(isDocument)
  .flatMap((document) => {
    const name = nameOf(document);
    return name === null ? [] : [{ name, text: asAsked(document) }];
  })
  .sort((one, other) => (one.name < other.name ? -1 : 1));
const entries = operations.map(({ text }) => [createHash('sha256').update(text).digest('hex'), text]);
await writeFile(join(SCHEMA, 'operations.json'), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
