import { NameSelect } from '../../../session/asking/name-select.tsx';
import { useResourceNames } from '../../../session/asking/use-names.ts';
import type { Choice } from '../../../ui/form/search-select.tsx';

/** Not one resource, but all. */
export const EVERYTHING: Choice = { value: '', label: 'Everybody and everything' };

interface ResourceChoiceProps {
  readonly value: Choice;
  readonly onChoose: (choice: Choice) => void;
}

/** Whose sessions are looked at. */
export function ResourceChoice({ value, onChoose }: ResourceChoiceProps) {
  const names = useResourceNames();
  return (
    <NameSelect
      aria-label="Resource"
      w={260}
      pinned={[EVERYTHING]}
      names={names}
      value={value}
      onChoose={onChoose}
    />
  );
}
