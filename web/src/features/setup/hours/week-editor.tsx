import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import classes from '../setup.module.css';
import { DAY_NAMES, type Hours } from './hours-words.ts';

/** A time of the clock, 00:00 to 24:00. */
export const CLOCK_PATTERN = '([01][0-9]|2[0-3]):[0-5][0-9]|24:00';

interface ClockFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A time of the clock, as text, since midnight at the end of a day is 24:00. */
export function ClockField({ label, value, onChange }: ClockFieldProps) {
  return (
    <TextInput
      aria-label={label}
      size="xs"
      w={66}
      required
      pattern={CLOCK_PATTERN}
      placeholder="HH:MM"
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

interface StretchRow extends Hours {
  readonly key: string;
}

interface DayProps {
  readonly name: string;
  readonly stretches: readonly StretchRow[];
  /** What a day without hours is. */
  readonly nothing: string;
  readonly onAdd: () => void;
  readonly onChange: (changed: StretchRow) => void;
  readonly onRemove: (key: string) => void;
}

function DayHours({ name, stretches, nothing, onAdd, onChange, onRemove }: DayProps) {
  return (
    <div className={classes.weekday}>
      <Text size="sm" w={92} lh="30px">
        {name}
      </Text>
      <Stack gap={6}>
        {stretches.length === 0 ? (
          <Text size="sm" c="var(--text-quiet)" lh="30px">
            {nothing}
          </Text>
        ) : null}
        {stretches.map((stretch) => (
          <Group key={stretch.key} gap={6} wrap="nowrap">
            <ClockField
              label={`${name} opens`}
              value={stretch.opensAt}
              onChange={(opensAt) => onChange({ ...stretch, opensAt })}
            />
            <Text size="sm">to</Text>
            <ClockField
              label={`${name} closes`}
              value={stretch.closesAt}
              onChange={(closesAt) => onChange({ ...stretch, closesAt })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove ${stretch.opensAt} to ${stretch.closesAt} on ${name}`}
              onClick={() => onRemove(stretch.key)}
            >
              <X size={14} />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      <ActionIcon variant="subtle" aria-label={`Add hours on ${name}`} onClick={onAdd}>
        <Plus size={15} />
      </ActionIcon>
    </div>
  );
}

interface WeekEditorProps {
  readonly hours: readonly Hours[];
  readonly isBusy: boolean;
  readonly onSave: (hours: Hours[]) => void;
}

/** The hours of each week, day by day, to be changed and saved as a whole. */
export function WeekEditor({ hours, isBusy, onSave }: WeekEditorProps) {
  const id = useId();
  const [added, setAdded] = useState(0);
  const [rows, setRows] = useState<readonly StretchRow[]>(() =>
    hours.map(({ weekday, opensAt, closesAt }, index) => ({
      weekday,
      opensAt,
      closesAt,
      key: `${id}-${index}`,
    })),
  );
  const add = (weekday: number) => {
    setRows([...rows, { weekday, opensAt: '09:00', closesAt: '17:00', key: `${id}-added-${added}` }]);
    setAdded(added + 1);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave(rows.map(({ weekday, opensAt, closesAt }) => ({ weekday, opensAt, closesAt })));
      }}
    >
      <Stack gap={6}>
        {DAY_NAMES.map((name, index) => (
          <DayHours
            key={name}
            name={name}
            nothing={rows.length === 0 ? 'Open all day' : 'Closed'}
            stretches={rows.filter(({ weekday }) => weekday === index + 1)}
            onAdd={() => add(index + 1)}
            onChange={(changed) => setRows(rows.map((row) => (row.key === changed.key ? changed : row)))}
            onRemove={(key) => setRows(rows.filter((row) => row.key !== key))}
          />
        ))}
        <Group justify="space-between" mt="sm">
          <Text size="xs" c="var(--text-quiet)">
            Without any hours it is always open.
          </Text>
          <Button type="submit" loading={isBusy}>
            Save the week
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
