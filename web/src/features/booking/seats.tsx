import { useFormats } from '../../session/tenant-context.tsx';
import classes from './rows.module.css';

const FEW = 3;

interface SeatsProps {
  readonly sessionId: string;
  readonly seatsLeft: number;
  readonly capacity: number;
}

function toneOf(seatsLeft: number): string | undefined {
  if (seatsLeft <= 0) return classes.quiet;
  return seatsLeft <= FEW ? classes.few : undefined;
}

/** How many seats are left of how many, moving as others book. */
export function Seats({ sessionId, seatsLeft, capacity }: SeatsProps) {
  const formats = useFormats();
  return (
    <span className={toneOf(seatsLeft)} data-testid={`seats-${sessionId}`}>
      {seatsLeft <= 0 ? 'No seats left' : `${formats.number(seatsLeft)} of ${formats.number(capacity)} left`}
    </span>
  );
}
