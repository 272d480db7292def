import { ActionIcon, Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Tier } from './rules-input.ts';
import classes from './tiers-editor.module.css';

const TIERS_MAX = 10;

const MEANINGS: { readonly value: Tier['kind']; readonly label: string }[] = [
  { value: 'REFUND', label: '% refunded' },
  { value: 'FEE', label: 'is the fee' },
];

interface RowProps {
  readonly tier: Tier;
  readonly onChange: (changed: Tier) => void;
  readonly onRemove: () => void;
}

function TierRow({ tier, onChange, onRemove }: RowProps) {
  return (
    <div className={classes.tier}>
      <TextInput
        aria-label="Until so many minutes before the start"
        type="number"
        min={0}
        max={525_600}
        required
        value={tier.minutes}
        onChange={({ currentTarget }) => onChange({ ...tier, minutes: currentTarget.value })}
      />
      <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
        min before:
      </Text>
      <TextInput
        aria-label={tier.kind === 'REFUND' ? 'Percent refunded' : 'Fee'}
        type="number"
        min={0}
        step="any"
        {...(tier.kind === 'REFUND' ? { max: 100 } : {})}
        required
        value={tier.value}
        onChange={({ currentTarget }) => onChange({ ...tier, value: currentTarget.value })}
      />
      <NativeSelect
        aria-label="What that is"
        data={MEANINGS}
        value={tier.kind}
        onChange={({ currentTarget }) =>
          onChange({ ...tier, kind: currentTarget.value === 'FEE' ? 'FEE' : 'REFUND' })
        }
      />
      <ActionIcon variant="subtle" color="gray" aria-label="Remove this step" onClick={onRemove}>
        <X size={14} />
      </ActionIcon>
      <Checkbox
        className={classes.credits ?? ''}
        size="xs"
        label="Credits of a pass return"
        checked={tier.creditBack}
        onChange={({ currentTarget }) => onChange({ ...tier, creditBack: currentTarget.checked })}
      />
    </div>
  );
}

interface TiersEditorProps {
  readonly tiers: readonly Tier[];
  readonly onChange: (tiers: readonly Tier[]) => void;
}

/** What canceling costs, step by step until the start. */
export function TiersEditor({ tiers, onChange }: TiersEditorProps) {
  const [added, setAdded] = useState(0);
  const add = () => {
    onChange([
      ...tiers,
      { key: `added-${added}`, minutes: '120', kind: 'REFUND', value: '50', creditBack: true },
    ]);
    setAdded(added + 1);
  };
  return (
    <Stack gap={8}>
      {tiers.map((tier) => (
        <TierRow
          key={tier.key}
          tier={tier}
          onChange={(changed) => onChange(tiers.map((one) => (one.key === tier.key ? changed : one)))}
          onRemove={() => onChange(tiers.filter(({ key }) => key !== tier.key))}
        />
      ))}
      <Group justify="space-between">
        <Text size="xs" c="var(--text-quiet)">
          After the last step nothing is refunded, and no credits return.
        </Text>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Plus size={14} />}
          disabled={tiers.length >= TIERS_MAX}
          onClick={add}
        >
          Add a step
        </Button>
      </Group>
    </Stack>
  );
}
