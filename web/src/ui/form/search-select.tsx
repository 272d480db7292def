import { Loader, Select, type SelectProps } from '@mantine/core';

/** Something to choose, as a form lists it. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** How choices are looked for where they are not all here. */
export interface Searching {
  readonly isBusy: boolean;
  /** What was typed; nothing when everything is wanted. */
  readonly onSearch: (text: string) => void;
  /** The last of the choices was looked at. */
  readonly onMore: () => void;
}

interface SearchSelectProps
  extends Pick<
    SelectProps,
    | 'label'
    | 'description'
    | 'inputWrapperOrder'
    | 'error'
    | 'name'
    | 'aria-label'
    | 'required'
    | 'style'
    | 'w'
  > {
  /** Always among the choices, before the others. */
  readonly pinned?: readonly Choice[];
  /** What was found so far. */
  readonly choices: readonly Choice[];
  readonly searching: Searching;
  /** What is chosen; it may be none of what was found. */
  readonly value: Choice | null;
  readonly onChoose: (choice: Choice) => void;
}

/** Each once, by its name; what is pinned comes first. */
function listOf(pinned: readonly Choice[], others: readonly Choice[]): Choice[] {
  const byName = others.toSorted((left, right) => left.label.localeCompare(right.label));
  return [...new Map([...pinned, ...byName].map((choice) => [choice.value, choice])).values()];
}

/** One of many choices, found by typing a part of its name or by looking through them; with the keyboard alone, too. */
export function SearchSelect({
  pinned = [],
  choices,
  searching: { isBusy, onSearch, onMore },
  value,
  onChoose,
  ...field
}: SearchSelectProps) {
  return (
    <Select
      placeholder="Choose, or type a part of its name"
      {...field}
      searchable
      allowDeselect={false}
      withAsterisk={false}
      maxLength={200}
      data={listOf(pinned, value ? [value, ...choices] : choices)}
      value={value?.value ?? null}
      onChange={(_, chosen) => {
        if (chosen) onChoose({ value: chosen.value, label: chosen.label });
      }}
      onSearchChange={(text) => onSearch(text === value?.label ? '' : text)}
      onFocus={({ currentTarget }) => currentTarget.select()}
      nothingFoundMessage={isBusy ? 'Looking…' : 'Nothing has that in its name'}
      scrollAreaProps={{ onBottomReached: onMore }}
      aria-busy={isBusy}
      {...(isBusy ? { rightSection: <Loader size={14} aria-hidden="true" /> } : {})}
      comboboxProps={{ shadow: 'md', radius: 'md' }}
    />
  );
}
