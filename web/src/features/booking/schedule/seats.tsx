import { useFormats } from '../../../session/tenant-context.tsx';
import type { Formats } from '../../../ui/format/formats.ts';
import classes from '../rows.module.css';

const FEW = 3;

interface SeatsProps {
  readonly sessionId: string;
  readonly seatsLeft: number;
  readonly capacity: number;
  /** Whether one of the seats that are taken is that of the member who looks. */
  readonly isMine: boolean;
}

function toneOf({ seatsLeft, capacity }: SeatsProps): string | undefined {
  if (seatsLeft <= 0) return classes.quiet;
  return seatsLeft <= FEW && seatsLeft < capacity ? classes.few : undefined;
}

function wordsOf({ seatsLeft, capacity, isMine }: SeatsProps, formats: Formats): string {
  if (capacity === 1) return isMine ? 'Yours' : seatsLeft > 0 ? 'Available' : 'Taken';
  if (seatsLeft <= 0) return 'No seats left';
  return `${formats.number(seatsLeft)} of ${formats.number(capacity)} left`;
}

/** How many seats are left of how many, moving as others book. */
export function Seats(props: SeatsProps) {
  const formats = useFormats();
  return (
    <span className={toneOf(props)} data-testid={`seats-${props.sessionId}`}>
      {wordsOf(props, formats)}
    </span>
  );
}
