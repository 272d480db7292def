import { Checkbox, Chip, Input, SegmentedControl, SimpleGrid, TextInput } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../../graphql/generated/gql.ts';
import type {
  SchedulableOfferingsQuery,
  ScheduleSeriesMutation,
} from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useChoices } from '../../../session/asking/use-choices.ts';
import { useFormats, useTenant } from '../../../session/tenant-context.tsx';
import { DayAndTime, instantFrom, localFrom } from '../../../ui/form/day-and-time.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { NumberField } from '../../../ui/form/number-field.tsx';
import { SearchSelect } from '../../../ui/form/search-select.tsx';
import { counted } from '../../../ui/format/spans.ts';
import { notifyDone } from '../../../ui/notify.ts';
import { wallTime } from './calendar-week.ts';
import { ruleOf, WEEKDAYS, weekdayCode } from './series-rule.ts';

const offeringsQuery = graphql(`
  query SchedulableOfferings($search: String, $after: String) {
    offerings(first: 50, search: $search, after: $after) {
      edges {
        node {
          id
          name
          capacity
          durationMinutes
          resource {
            id
            location {
              id
              timeZone
            }
          }
        }
      }
      pageInfo {
        ...ChoicePageEnd
      }
    }
  }
`);

const sessionMutation = graphql(`
  mutation ScheduleSession($input: ScheduleSessionInput!) {
    scheduleSession(input: $input) {
      session {
        id
      }
    }
  }
`);

const seriesMutation = graphql(`
  mutation ScheduleSeries($input: ScheduleSeriesInput!) {
    scheduleSeries(input: $input) {
      series {
        id
      }
      sessionsScheduled
      failures {
        localStart
        message
      }
    }
  }
`);

type Offering = NonNullable<SchedulableOfferingsQuery['offerings']>['edges'][number]['node'];

const HOW_OFTEN = [
  { value: 'ONCE', label: 'Once' },
  { value: 'DAILY', label: 'Every day' },
  { value: 'WEEKLY', label: 'Every week' },
] as const;

type HowOften = (typeof HOW_OFTEN)[number]['value'];

/** A chip that is as wide when it is chosen: colour says that it is. */
const EVEN_CHIP = {
  label: { width: '100%', justifyContent: 'center', paddingInline: 0 },
  iconWrapper: { display: 'none' },
};

interface FieldsProps {
  readonly date: string;
  readonly offering: Offering | null;
}

/** Nine o'clock; today the next full hour. */
function timeAhead(date: string, today: string, now: string): string {
  if (date !== today) return '09:00';
  const hour = Math.min(Number(now.slice(0, 2)) + 1, 23);
  return `${String(hour).padStart(2, '0')}:00`;
}

function When({ date, offering }: FieldsProps) {
  const formats = useFormats();
  const { timeZone } = useTenant();
  const starts = timeAhead(date, formats.dateKey(new Date()), wallTime(new Date().toISOString(), timeZone));
  return (
    <>
      <DayAndTime name="start" label="Date" timeLabel="Starts" day={date} time={starts} />
      <NumberField
        label="Seats"
        name="capacity"
        min={1}
        max={10_000}
        nothing={offering ? `${offering.capacity}, as the offering says` : 'As the offering says'}
      />
    </>
  );
}

function Repeats({ date, howOften }: { readonly date: string; readonly howOften: HowOften }) {
  const [days, setDays] = useState([weekdayCode(date)]);
  if (howOften === 'ONCE') return null;
  return (
    <>
      {howOften === 'WEEKLY' ? (
        <Input.Wrapper label="On">
          <Chip.Group multiple value={days} onChange={setDays}>
            <SimpleGrid cols={7} spacing={4} mt={4}>
              {WEEKDAYS.map(({ code, short }) => (
                <Chip key={code} value={code} size="xs" radius="md" styles={EVEN_CHIP}>
                  {short}
                </Chip>
              ))}
            </SimpleGrid>
          </Chip.Group>
          {days.map((day) => (
            <input key={day} type="hidden" name="weekday" value={day} />
          ))}
        </Input.Wrapper>
      ) : null}
      <TextInput label="Until" description="Without a date it goes on." name="until" type="date" min={date} />
      <Checkbox
        name="bestEffort"
        label="Leave out what is not possible"
        description="Otherwise nothing is scheduled when one of them collides"
      />
    </>
  );
}

type Scheduled = NonNullable<ScheduleSeriesMutation['scheduleSeries']>;

function seriesWords({ sessionsScheduled, failures }: Scheduled): string {
  const left = failures.length === 0 ? '' : ` ${failures.length} left out. ${failures[0]?.message ?? ''}`;
  return `${counted(sessionsScheduled, 'session')} on the schedule.${left}`;
}

/** The two ways onto the schedule: one session, or a series of them. */
function useScheduling(howOften: HowOften, offering: Offering | null, onDone: () => void) {
  const { timeZone } = useTenant();
  const once = useChange(sessionMutation);
  const often = useChange(seriesMutation);
  const scheduleOnce = async (fields: FormFields, offeringId: string) => {
    const zone = offering?.resource?.location?.timeZone ?? timeZone;
    const startsAt = instantFrom(fields, 'start', zone);
    const capacity = fields.numberOrNull('capacity');
    const done = await once.change((idempotencyKey) => ({
      input: { offeringId, startsAt, capacity, idempotencyKey },
    }));
    return done ? 'On the schedule.' : null;
  };
  const scheduleOften = async (fields: FormFields, offeringId: string) => {
    const startsLocal = localFrom(fields, 'start');
    const frequency = howOften === 'DAILY' ? 'DAILY' : 'WEEKLY';
    const rule = ruleOf(
      { frequency, weekdays: fields.all('weekday'), until: fields.textOrNull('until') },
      startsLocal.slice(0, 10),
    );
    const done = await often.change((idempotencyKey) => ({
      input: {
        offeringId,
        rule,
        startsLocal,
        capacity: fields.numberOrNull('capacity'),
        mode: fields.isOn('bestEffort') ? 'BEST_EFFORT' : 'ALL_OR_NOTHING',
        exdates: [],
        rdates: [],
        horizonDays: 400,
        idempotencyKey,
      },
    }));
    return done && seriesWords(done.scheduleSeries);
  };
  const schedule = async (fields: FormFields) => {
    if (!offering) return;
    const words = await (howOften === 'ONCE' ? scheduleOnce : scheduleOften)(fields, offering.id);
    if (words === null) return;
    notifyDone(words);
    onDone();
  };
  const used = howOften === 'ONCE' ? once : often;
  return { schedule, isBusy: used.isBusy, fault: used.fault };
}

function choiceOf({ id, name, durationMinutes }: Offering) {
  return { value: id, label: `${name}, ${durationMinutes} min` };
}

interface ScheduleFormProps {
  /** The day that is meant at first, `YYYY-MM-DD`. */
  readonly date: string;
  readonly onClose: () => void;
}

/** Puts a session on the schedule, once or recurring. */
export function ScheduleForm({ date, onClose }: ScheduleFormProps) {
  const { nodes, searching, isEmpty } = useChoices(offeringsQuery, ({ offerings }) => offerings);
  const [howOften, setHowOften] = useState<HowOften>('ONCE');
  const [offering, setOffering] = useState<Offering | null>(null);
  const { schedule, isBusy, fault } = useScheduling(howOften, offering, onClose);
  return (
    <FormDialog
      title="New session"
      opened
      onClose={onClose}
      submitLabel="Schedule"
      isBusy={isBusy}
      fault={fault}
      onSubmit={(fields) => void schedule(fields)}
    >
      <SearchSelect
        label="Offering"
        required
        choices={nodes.map(choiceOf)}
        searching={searching}
        value={offering && choiceOf(offering)}
        {...(isEmpty ? { error: 'There is nothing to schedule yet: add an offering first.' } : {})}
        onChoose={({ value }) => setOffering(nodes.find(({ id }) => id === value) ?? null)}
      />
      <SegmentedControl
        fullWidth
        aria-label="How often"
        value={howOften}
        onChange={setHowOften}
        data={[...HOW_OFTEN]}
      />
      <When date={date} offering={offering} />
      <Repeats date={date} howOften={howOften} />
    </FormDialog>
  );
}
