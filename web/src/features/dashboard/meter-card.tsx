import { Group, Progress, Stack, Text } from '@mantine/core';
import { useRef } from 'react';
import { type FragmentType, readFragment } from '../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import type { MeterCard_MeterFragment } from '../../graphql/generated/graphql.ts';
import { useFormats } from '../../session/tenant-context.tsx';
import type { Formats } from '../../ui/formats.ts';
import { Surface } from '../../ui/surface.tsx';
import classes from './meter-card.module.css';
import { usageLevel } from './usage-level.ts';

const meterFragment = graphql(`
  fragment MeterCard_Meter on Meter {
    key
    name
    limit
    enforcement
    usage {
      id
      used
      resetsAt
    }
  }
`);

const COLORS = { calm: 'evergreen', warning: 'yellow.6', full: 'red.6' };

function limitWords(limit: number | null, formats: Formats): string {
  return limit === null ? 'unlimited' : `of ${formats.number(limit)}`;
}

function footnoteOf({ limit, enforcement, usage }: MeterCard_MeterFragment, formats: Formats): string {
  if (limit !== null && usage.used > limit && enforcement === 'OVERAGE')
    return `${formats.number(usage.used - limit)} above the plan, billed`;
  return usage.resetsAt ? `Resets ${formats.date(usage.resetsAt)}` : 'Counted as of now';
}

/** The number alone; it lights up for a moment when it moves, not when it first appears. */
function Used({ meterKey, used }: { readonly meterKey: string; readonly used: number }) {
  const formats = useFormats();
  const first = useRef(used);
  const className = used === first.current ? `${classes.used} ${classes.still}` : classes.used;
  return (
    <span key={used} className={className} data-testid={`usage-${meterKey}`}>
      {formats.number(used)}
    </span>
  );
}

/** One meter: how much is used of how much, and when it starts anew. */
export function MeterCard(props: { readonly meter: FragmentType<typeof meterFragment> }) {
  const formats = useFormats();
  const meter = readFragment(meterFragment, props.meter);
  const { percent, tone } = usageLevel(meter.usage.used, meter.limit ?? null);
  return (
    <Surface>
      <Stack gap="md">
        <Text size="sm" fw={550}>
          {meter.name}
        </Text>
        <Group gap={8} align="baseline">
          <Used meterKey={meter.key} used={meter.usage.used} />
          <Text size="sm" c="var(--text-quiet)">
            {limitWords(meter.limit ?? null, formats)}
          </Text>
        </Group>
        <Progress
          value={percent ?? 0}
          size={6}
          radius="xl"
          color={COLORS[tone]}
          aria-label={`${meter.name}: ${formats.number(meter.usage.used)} ${limitWords(meter.limit ?? null, formats)}`}
        />
        <Text size="xs" c="var(--text-quiet)">
          {footnoteOf(meter, formats)}
        </Text>
      </Stack>
    </Surface>
  );
}
