import { useState } from 'react';
import { usePoolNames, useResourceNames } from '../../../session/asking/use-names.ts';
import { type Choice, SearchSelect } from '../../../ui/form/search-select.tsx';
import { needChoices } from './need-choices.ts';

interface NeedSelectProps {
  readonly label: string;
  /** What it is read by. */
  readonly name: string;
  /** What is needed so far. */
  readonly needed: Choice | null;
}

/** A resource, or any member of a pool, as a field of a form. */
export function NeedSelect({ needed, ...field }: NeedSelectProps) {
  const [chosen, setChosen] = useState(needed);
  const resources = useResourceNames();
  const pools = usePoolNames();
  const searching = {
    isBusy: resources.searching.isBusy || pools.searching.isBusy,
    onSearch: (text: string) => {
      resources.searching.onSearch(text);
      pools.searching.onSearch(text);
    },
    onMore: () => {
      resources.searching.onMore();
      pools.searching.onMore();
    },
  };
  return (
    <SearchSelect
      {...field}
      required
      style={{ flex: 1, minWidth: 0 }}
      choices={needChoices(resources.nodes, pools.nodes)}
      searching={searching}
      value={chosen}
      onChoose={setChosen}
      {...(resources.isEmpty && pools.isEmpty ? { error: 'Add a resource first.' } : {})}
    />
  );
}
