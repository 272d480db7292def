/** A resource or a pool to choose, as a form lists it. */
export interface NeedChoice {
  readonly value: string;
  readonly label: string;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

const RESOURCE = 'resource:';
const POOL = 'pool:';

/** What can be chosen: each resource, and any member of each pool. */
export function needChoices(resources: readonly Named[], pools: readonly Named[]): readonly NeedChoice[] {
  return [
    ...resources.map(({ id, name }) => ({ value: `${RESOURCE}${id}`, label: name })),
    ...pools.map(({ id, name }) => ({ value: `${POOL}${id}`, label: `Any of ${name}` })),
  ];
}

/** How a form names what is needed. */
export function choiceValue({
  resource,
  pool,
}: {
  resource: { id: string } | null;
  pool: { id: string } | null;
}) {
  return resource ? `${RESOURCE}${resource.id}` : `${POOL}${pool?.id ?? ''}`;
}

/** What a choice means for the API; nothing for what stays. */
export function needOf(choice: string) {
  if (choice === '') return {};
  return choice.startsWith(POOL)
    ? { poolId: choice.slice(POOL.length) }
    : { resourceId: choice.slice(RESOURCE.length) };
}
