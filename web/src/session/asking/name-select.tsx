import type { ComponentProps } from 'react';
import { SearchSelect } from '../../ui/form/search-select.tsx';
import type { Choices } from './use-choices.ts';
import { choiceOf, type Named } from './use-names.ts';

interface NameSelectProps extends Omit<ComponentProps<typeof SearchSelect>, 'choices' | 'searching'> {
  /** What there is to choose from. */
  readonly names: Choices<Named>;
}

/** One of the tenant's things, chosen by its name. */
export function NameSelect({ names: { nodes, searching }, ...field }: NameSelectProps) {
  return <SearchSelect {...field} choices={nodes.map(choiceOf)} searching={searching} />;
}
