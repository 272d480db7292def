import type { Choice } from '../../../ui/form/search-select.tsx';

interface Named {
  readonly id: string;
  readonly name: string;
}

const RESOURCE = 'resource:';
const POOL = 'pool:';

/** What can be chosen: each resource, and any member of each pool. */
export function needChoices(resources: readonly Named[], pools: readonly Named[]): readonly Choice[] {
  return [
    ...resources.map(({ id, name }) => ({ value: `${RESOURCE}${id}`, label: name })),
    ...pools.map(({ id, name }) => ({ value: `${POOL}${id}`, label: `Any of ${name}` })),
  ];
}

/** What is needed, as a choice. */
export function choiceOf({
  resource,
  pool,
}: {
  readonly resource: Named | null;
  readonly pool: Named | null;
}): Choice {
  const [choice = { value: '', label: '' }] = needChoices(resource ? [resource] : [], pool ? [pool] : []);
  return choice;
}

/** What a choice means for the API; nothing for what stays. */
export function needOf(choice: string) {
  if (choice === '') return {};
  return choice.startsWith(POOL)
    ? { poolId: choice.slice(POOL.length) }
    : { resourceId: choice.slice(RESOURCE.length) };
}
