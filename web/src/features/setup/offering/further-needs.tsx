import { ActionIcon, Button, Group, NativeSelect, Stack } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { OfferingForm_OfferingFragment } from '../../../graphql/generated/graphql.ts';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { NumberField } from '../../../ui/form/number-field.tsx';
import { choiceValue, type NeedChoice, needOf } from './need-choices.ts';

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
  choices,
  onRemove,
}: {
  readonly line: Line;
  readonly choices: readonly NeedChoice[];
  readonly onRemove: () => void;
}) {
  const now = need && !choices.some(({ value }) => value === choiceValue(need)) ? [choiceOf(need)] : [];
  return (
    <Stack gap={6} pl="sm" style={{ borderLeft: '2px solid var(--mantine-color-default-border)' }}>
      <input type="hidden" name={FIELD} value={number} />
      <Group align="flex-end" wrap="nowrap" gap="xs">
        <NativeSelect
          label="And with"
          name={`need-${number}`}
          data={[...now, ...choices]}
          {...(need ? { defaultValue: choiceValue(need) } : {})}
          style={{ flex: 1, minWidth: 0 }}
        />
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

/** What a need is called when no list knows it any more, because it was archived. */
function choiceOf(need: FurtherNeed): NeedChoice {
  return { value: choiceValue(need), label: need.resource?.name ?? `Any of ${need.pool?.name ?? 'a pool'}` };
}

interface FurtherNeedsProps {
  readonly needs: readonly FurtherNeed[];
  readonly choices: readonly NeedChoice[];
}

/** What an offering takes beside the resource that gives it: a room beside a trainer. */
export function FurtherNeeds({ needs, choices }: FurtherNeedsProps) {
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
          choices={choices}
          onRemove={() => setLines(lines.filter(({ number }) => number !== line.number))}
        />
      ))}
      {lines.length < NEEDS_MAX ? (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Plus size={14} />}
          onClick={add}
          disabled={choices.length === 0}
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
