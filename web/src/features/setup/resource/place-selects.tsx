import { type ComponentProps, useState } from 'react';
import { NameSelect } from '../../../session/asking/name-select.tsx';
import { choiceOf, type Named, useLocationNames, usePoolNames } from '../../../session/asking/use-names.ts';
import type { Choice } from '../../../ui/form/search-select.tsx';

const NONE: Choice = { value: '', label: 'None' };

interface PlaceSelectProps {
  /** Where it is now. */
  readonly now: Named | null | undefined;
}

type PlaceFieldProps = PlaceSelectProps &
  Omit<ComponentProps<typeof NameSelect>, 'pinned' | 'value' | 'onChoose'>;

function PlaceField({ now, ...field }: PlaceFieldProps) {
  const [chosen, setChosen] = useState(now ? choiceOf(now) : NONE);
  return <NameSelect {...field} pinned={[NONE]} value={chosen} onChoose={setChosen} />;
}

/** Where a resource is, as a field of a form. */
export function LocationSelect({ now }: PlaceSelectProps) {
  const names = useLocationNames();
  return <PlaceField label="Location" name="locationId" names={names} now={now} />;
}

/** The pool of which a resource is a member, as a field of a form. */
export function PoolSelect({ now }: PlaceSelectProps) {
  const names = usePoolNames();
  return (
    <PlaceField
      label="Pool"
      description="Any free one of a pool serves"
      inputWrapperOrder={['label', 'input', 'description']}
      name="poolId"
      names={names}
      now={now}
    />
  );
}
