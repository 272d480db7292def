import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { SimpleGrid, Stack, Text, VisuallyHidden } from '@mantine/core';
import { ChartColumn } from 'lucide-react';
import { useFormats } from '../../session/tenant-context.tsx';
import { EmptyState } from '../../ui/page/page-states.tsx';
import { Surface } from '../../ui/page/surface.tsx';
import classes from './bookings-chart.module.css';
import { type DailyCount, summarise } from './daily-counts.ts';

const SERIES = [{ name: 'count', label: 'Bookings', color: 'evergreen.6' }];

function Figure({
  label,
  value,
  note,
}: {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
}) {
  return (
    <Surface className={classes.figure ?? ''}>
      <Text size="sm" c="var(--text-quiet)">
        {label}
      </Text>
      <p className={classes.value}>
        {value} <span className={classes.note}>{note}</span>
      </p>
    </Surface>
  );
}

/** The same days as a table, for those who do not see the chart. */
function DaysAsTable({ days }: { readonly days: readonly DailyCount[] }) {
  const formats = useFormats();
  return (
    <VisuallyHidden>
      <table>
        <caption>Bookings per day</caption>
        <tbody>
          {days.map(({ date, count }) => (
            <tr key={date}>
              <th scope="row">{formats.calendarDay(date)}</th>
              <td>{formats.number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  );
}

/** Bookings per day, with what they amount to. `days` are all days of the range, in order. */
export function BookingsChart({ days }: { readonly days: readonly DailyCount[] }) {
  const formats = useFormats();
  const { total, average, busiest } = summarise(days);
  if (total === 0)
    return (
      <EmptyState icon={ChartColumn} title="No bookings in these days">
        The first one appears here the moment it is made.
      </EmptyState>
    );
  const data = days.map(({ date, count }) => ({ day: formats.calendarDay(date), count }));
  const label = `Bookings per day: ${formats.number(total)} in ${formats.number(days.length)} days`;
  return (
    <Stack gap="lg">
      <SimpleGrid cols={3} spacing={{ base: 'xs', xs: 'md' }}>
        <Figure label="Bookings" value={formats.number(total)} />
        <Figure label="Per day" value={formats.number(Math.round(average * 10) / 10)} note="on average" />
        <Figure
          label="Busiest day"
          value={busiest ? formats.calendarDay(busiest.date) : '–'}
          note={busiest ? formats.number(busiest.count) : ''}
        />
      </SimpleGrid>
      <Surface>
        <div role="img" aria-label={label}>
          <BarChart
            h={300}
            data={data}
            dataKey="day"
            series={SERIES}
            tickLine="none"
            maxBarWidth={28}
            valueFormatter={formats.number}
            yAxisProps={{ width: 36, allowDecimals: false }}
            xAxisProps={{ minTickGap: 24, interval: 'equidistantPreserveStart' }}
            barChartProps={{ accessibilityLayer: false }}
            barProps={{ radius: [3, 3, 0, 0] }}
          />
        </div>
        <DaysAsTable days={days} />
      </Surface>
    </Stack>
  );
}
