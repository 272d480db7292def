import { Group, Progress, Stack, Text } from '@mantine/core';
import { useRef } from 'react';
import { type FragmentType, readFragment } from '../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import type { MeterCard_MeterFragment } from '../../graphql/generated/graphql.ts';
import { useFormats } from '../../session/tenant-context.tsx';
import type { Formats } from '../../ui/format/formats.ts';
import { Surface } from '../../ui/page/surface.tsx';
import classes from './meter-card.module.css';
import { type Allowance, type UsageLevel, usageLevel } from './usage-level.ts';

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

/** What stands behind the number; nothing where the plan has none of it. */
function limitWords(allowance: Allowance, limit: number, formats: Formats): string {
  if (allowance === 'unlimited') return 'unlimited';
  if (allowance === 'not-included') return '';
  return allowance === 'per-use' ? 'billed per use' : `of ${formats.number(limit)}`;
}

type Meter = MeterCard_MeterFragment;
type Usage = NonNullable<Meter['usage']>;

function footnoteOf(meter: Meter, usage: Usage, level: UsageLevel, formats: Formats): string {
  const { enforcement } = meter;
  const above = usage.used - (meter.limit ?? usage.used);
  if (level.allowance === 'not-included') return 'Not included in your plan';
  const start = usage.resetsAt ? `Resets ${formats.date(usage.resetsAt)}` : 'Current total';
  if (level.tone !== 'full') return start;
  if (enforcement === 'HARD') return usage.resetsAt ? `Limit reached · ${start}` : 'Limit reached';
  return above > 0 && enforcement === 'OVERAGE' ? `${formats.number(above)} above the plan, billed` : start;
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

function UsageCard({ meter, usage }: { readonly meter: Meter; readonly usage: Usage }) {
  const formats = useFormats();
  const { enforcement } = meter;
  const level = usageLevel(usage.used, { limit: meter.limit ?? null, enforcement });
  const words = limitWords(level.allowance, meter.limit ?? 0, formats);
  return (
    <Surface data-allowance={level.allowance} className={classes.card ?? ''}>
      <Stack gap="md" h="100%">
        <Text size="sm" fw={550}>
          {meter.name}
        </Text>
        <Group gap={8} align="baseline">
          <Used meterKey={meter.key} used={usage.used} />
          <Text size="sm" c="var(--text-quiet)">
            {words}
          </Text>
        </Group>
        {level.percent === null ? null : (
          <Progress
            value={level.percent}
            size={6}
            radius="xl"
            bg="var(--track)"
            color={COLORS[level.tone]}
            aria-label={`${meter.name}: ${formats.number(usage.used)} ${words}`}
          />
        )}
        <Text size="xs" c="var(--text-quiet)" mt="auto">
          {footnoteOf(meter, usage, level, formats)}
        </Text>
      </Stack>
    </Surface>
  );
}

/** One meter: how much is used of how much, and when it starts anew. */
export function MeterCard(props: { readonly meter: FragmentType<typeof meterFragment> }) {
  const meter = readFragment(meterFragment, props.meter);
  if (meter.usage) return <UsageCard meter={meter} usage={meter.usage} />;
  return (
    <Surface className={classes.card ?? ''}>
      <Text size="sm" fw={550}>
        {meter.name}
      </Text>
      <Text size="sm" c="var(--text-quiet)" mt="md">
        Cannot be counted at present
      </Text>
    </Surface>
  );
}
