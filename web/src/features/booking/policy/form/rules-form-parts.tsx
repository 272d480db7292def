import { Checkbox, Fieldset, NativeSelect, SimpleGrid, Text } from '@mantine/core';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { NumberField } from '../../../../ui/form/number-field.tsx';
import { digitsOf } from '../../../../ui/format/amounts.ts';
import { majorUnits } from '../../../../ui/format/formats.ts';
import type { Rules } from '../policy-words.ts';

/** What a part of the form is given: the rules that hold now. */
interface PartProps {
  readonly rules: Rules;
}

/** A number of the rules: so many minutes, mostly, of 30 days at most. */
function Count(props: ComponentProps<typeof NumberField>) {
  return <NumberField max={43_200} {...props} />;
}

/** A part of the form under a heading of its own. */
export function Part({ legend, children }: { readonly legend: string; readonly children: ReactNode }) {
  return (
    <Fieldset legend={legend} radius="md">
      {children}
    </Fieldset>
  );
}

/** When booking opens and closes, and until when a booking is moved. */
export function TimesPart({ rules }: PartProps) {
  return (
    <Part legend="When">
      <SimpleGrid style={{ alignItems: 'end' }} cols={{ base: 1, xs: 3 }}>
        <Count
          label="Opens, days before"
          name="opensDaysAhead"
          value={rules.opensDaysAhead}
          max={400}
          nothing="At any time"
        />
        <Count label="Closes, minutes before" name="closesMinutesBefore" value={rules.closesMinutesBefore} />
        <Count
          label="Moved until, minutes before"
          name="rescheduleNoticeMinutes"
          value={rules.rescheduleNoticeMinutes}
        />
      </SimpleGrid>
    </Part>
  );
}

const LIMIT_LABELS = [
  ['perDay', 'a day'],
  ['perSevenDays', 'in seven days'],
  ['concurrent', 'to come'],
] as const;

/** What a booking takes of a pass. */
export function CreditsPart({ rules: { creditsPerSeat } }: PartProps) {
  return (
    <Part legend="Passes">
      <SimpleGrid style={{ alignItems: 'end' }} cols={{ base: 1, xs: 2 }}>
        <Count label="Credits that each seat takes" name="creditsPerSeat" value={creditsPerSeat} max={100} />
      </SimpleGrid>
    </Part>
  );
}

/** How much one member may have. */
export function LimitsPart({ rules: { limits } }: PartProps) {
  return (
    <Part legend="At most, for one member">
      <SimpleGrid style={{ alignItems: 'end' }} cols={2}>
        {LIMIT_LABELS.flatMap(([name, stretch]) => [
          <Count
            key={`${name}.bookings`}
            label={`Bookings ${stretch}`}
            name={`${name}.bookings`}
            value={limits[name].bookings}
            min={1}
            max={1_000}
            nothing="Any"
          />,
          <Count
            key={`${name}.seats`}
            label={`Seats ${stretch}`}
            name={`${name}.seats`}
            value={limits[name].seats}
            min={1}
            max={1_000}
            nothing="Any"
          />,
        ])}
      </SimpleGrid>
    </Part>
  );
}

/** When members may check in. */
export function CheckInPart({ rules: { checkIn } }: PartProps) {
  return (
    <Part legend="Checking in">
      <SimpleGrid style={{ alignItems: 'end' }} cols={{ base: 1, xs: 2 }}>
        <Count
          label="Opens, minutes before"
          name="checkInOpens"
          value={checkIn.opensMinutesBefore}
          max={1_440}
        />
        <Count
          label="Closes, minutes after the start"
          name="checkInCloses"
          value={checkIn.closesMinutesAfter}
          min={-1_440}
          max={1_440}
          nothing="At the end"
        />
      </SimpleGrid>
      <Checkbox
        mt="sm"
        name="releasesSeat"
        defaultChecked={checkIn.releasesSeat}
        label="Then give the seats of those who have not checked in to others"
      />
    </Part>
  );
}

/** Without which photos a job is not completed. */
export function JobsPart({ rules: { jobPhotos } }: PartProps) {
  return (
    <Part legend="Jobs are completed only with a photo">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Checkbox name="photoBefore" defaultChecked={jobPhotos.before} label="Of before the work" />
        <Checkbox name="photoAfter" defaultChecked={jobPhotos.after} label="Of after the work" />
      </SimpleGrid>
    </Part>
  );
}

const CONSEQUENCES = [
  { value: '', label: 'Nobody looks who came' },
  { value: 'NONE', label: 'It is noted and costs nothing' },
  { value: 'FEE', label: 'It costs a fee' },
  { value: 'CREDIT_LOST', label: 'The credit of the pass is lost' },
  { value: 'STRIKE', label: 'It gives a strike' },
];

function Strikes({ strikes, currency }: Pick<Rules, 'strikes'> & { readonly currency: string }) {
  const fee = strikes?.unblockFeeMinor ? majorUnits(strikes.unblockFeeMinor, digitsOf(currency)) : undefined;
  return (
    <SimpleGrid style={{ alignItems: 'end' }} cols={{ base: 2, xs: 4 }} mt="sm">
      <Count
        label="Strikes that block"
        name="strikes"
        value={strikes?.count}
        min={1}
        max={100}
        nothing="Never"
      />
      <Count
        label="Within days"
        name="windowDays"
        value={strikes?.windowDays}
        min={1}
        max={365}
        nothing="30"
      />
      <Count
        label="Blocked for days"
        name="blockDays"
        value={strikes?.blockDays}
        min={1}
        max={365}
        nothing="14"
      />
      <NumberField
        label={`Taken back for, ${currency}`}
        name="unblockFee"
        isFraction
        value={fee}
        nothing="Not for money"
      />
    </SimpleGrid>
  );
}

/** What not coming costs, and when strikes block. */
export function MissingPart({
  rules: { noShow, strikes },
  currency,
}: PartProps & { readonly currency: string }) {
  const [consequence, setConsequence] = useState<string>(noShow?.consequence ?? '');
  const fee = noShow?.feeMinor ? majorUnits(noShow.feeMinor, digitsOf(currency)) : undefined;
  return (
    <Part legend="Not coming">
      <SimpleGrid style={{ alignItems: 'end' }} cols={{ base: 1, xs: 2 }}>
        <NativeSelect
          label="What it means"
          name="noShow"
          value={consequence}
          onChange={({ currentTarget }) => setConsequence(currentTarget.value)}
          data={CONSEQUENCES}
        />
        {consequence === '' ? null : (
          <Count
            label="Decided so many hours after the end"
            name="graceHours"
            value={noShow?.graceHours ?? 24}
            max={168}
          />
        )}
        {consequence === 'FEE' ? (
          <NumberField label={`Fee, ${currency}`} name="noShowFee" isFraction value={fee} />
        ) : null}
      </SimpleGrid>
      <Strikes strikes={strikes} currency={currency} />
    </Part>
  );
}

/** How free seats go to those who wait. */
export function WaitlistPart({ rules: { waitlist } }: PartProps) {
  return (
    <Part legend="Waitlist">
      <SimpleGrid style={{ alignItems: 'end' }} cols={{ base: 1, xs: 2 }}>
        <NativeSelect
          label="Free seats are"
          name="waitlistMode"
          defaultValue={waitlist.mode}
          data={[
            { value: 'AUTO', label: 'booked for whoever is first' },
            { value: 'OFFER', label: 'offered to whoever is first' },
          ]}
        />
        <NativeSelect
          label="A party that does not fit"
          name="partyThatDoesNotFit"
          defaultValue={waitlist.partyThatDoesNotFit}
          data={[
            { value: 'SKIP_ONCE', label: 'is skipped this once' },
            { value: 'HOLD_LINE', label: 'keeps all others waiting' },
          ]}
        />
      </SimpleGrid>
      <SimpleGrid style={{ alignItems: 'end' }} cols={3} mt="sm">
        <Count
          label="Booked until, minutes"
          name="autoPromoteUntilMinutes"
          value={waitlist.autoPromoteUntilMinutes}
        />
        <Count label="Offered for hours" name="offerHours" value={waitlist.offerHours} min={1} max={168} />
        <Count
          label="Closes, minutes"
          name="waitlistClosesMinutesBefore"
          value={waitlist.closesMinutesBefore}
        />
      </SimpleGrid>
      <Text size="xs" c="var(--text-quiet)" mt={6}>
        Minutes are those before the start.
      </Text>
    </Part>
  );
}
