import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { SimpleGrid, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useFormats } from '../../session/tenant-context.tsx';
import { Surface } from '../../ui/surface.tsx';
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
    <Surface>
      <Text size="sm" c="var(--text-quiet)">
        {label}
      </Text>
      <Text fz="1.625rem" fw={620} lh={1.2} mt={6} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {value}{' '}
        <Text span size="sm" c="var(--text-quiet)" fw={450}>
          {note}
        </Text>
      </Text>
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
  const data = days.map(({ date, count }) => ({ day: formats.calendarDay(date), count }));
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <Figure label="Bookings" value={formats.number(total)} />
        <Figure label="Per day" value={formats.number(Math.round(average * 10) / 10)} note="on average" />
        <Figure
          label="Busiest day"
          value={busiest ? formats.calendarDay(busiest.date) : '–'}
          note={busiest ? formats.number(busiest.count) : ''}
        />
      </SimpleGrid>
      <Surface>
        <BarChart
          h={300}
          data={data}
          dataKey="day"
          series={SERIES}
          gridAxis="y"
          tickLine="none"
          maxBarWidth={28}
          valueFormatter={formats.number}
          yAxisProps={{ width: 36, allowDecimals: false }}
          xAxisProps={{ minTickGap: 24 }}
          aria-hidden="true"
        />
        <DaysAsTable days={days} />
      </Surface>
    </Stack>
  );
}
