import { ActionIcon, Button, Group, Stack } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { OfferingForm_OfferingFragment } from '../../../graphql/generated/graphql.ts';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { NumberField } from '../../../ui/form/number-field.tsx';
import { choiceOf, needOf } from './need-choices.ts';
import { NeedSelect } from './need-select.tsx';

const NEEDS_MAX = 5;
const FIELD = 'further-need';

type FurtherNeed = OfferingForm_OfferingFragment['furtherNeeds'][number];

/** One line of the form; its number is its own for as long as the form is open. */
interface Line {
  readonly number: number;
  readonly need: FurtherNeed | null;
}

function NeedLine({
  line: { number, need },
  onRemove,
}: {
  readonly line: Line;
  readonly onRemove: () => void;
}) {
  return (
    <Stack gap={6} pl="sm" style={{ borderLeft: '2px solid var(--mantine-color-default-border)' }}>
      <input type="hidden" name={FIELD} value={number} />
      <Group align="flex-end" wrap="nowrap" gap="xs">
        <NeedSelect label="And with" name={`need-${number}`} needed={need && choiceOf(need)} />
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Not needed" onClick={onRemove}>
          <X size={16} />
        </ActionIcon>
      </Group>
      <Group grow gap="xs">
        <NumberField
          label="Minutes free before"
          name={`before-${number}`}
          max={240}
          value={need?.bufferBeforeMinutes ?? 0}
        />
        <NumberField
          label="Minutes free after"
          name={`after-${number}`}
          max={240}
          value={need?.bufferAfterMinutes ?? 0}
        />
      </Group>
    </Stack>
  );
}

interface FurtherNeedsProps {
  readonly needs: readonly FurtherNeed[];
}

/** What an offering takes beside the resource that gives it: a room beside a trainer. */
export function FurtherNeeds({ needs }: FurtherNeedsProps) {
  const [lines, setLines] = useState<readonly Line[]>(needs.map((need, number) => ({ number, need })));
  const [nextNumber, setNextNumber] = useState(needs.length);
  const add = () => {
    setLines([...lines, { number: nextNumber, need: null }]);
    setNextNumber(nextNumber + 1);
  };
  return (
    <Stack gap="md">
      {lines.map((line) => (
        <NeedLine
          key={line.number}
          line={line}
          onRemove={() => setLines(lines.filter(({ number }) => number !== line.number))}
        />
      ))}
      {lines.length < NEEDS_MAX ? (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Plus size={14} />}
          onClick={add}
          style={{ alignSelf: 'flex-start' }}
        >
          It needs something else, too
        </Button>
      ) : null}
    </Stack>
  );
}

/** What was filled into {@link FurtherNeeds}, as the API takes it. */
export function furtherNeedsInput(fields: FormFields) {
  return fields.all(FIELD).map((number) => ({
    ...needOf(fields.text(`need-${number}`)),
    bufferBeforeMinutes: fields.number(`before-${number}`),
    bufferAfterMinutes: fields.number(`after-${number}`),
  }));
}
