import { useDebouncedValue } from '@mantine/hooks';
import { useLiveStatus } from '../../graphql/live/live.tsx';
import classes from './live-badge.module.css';

const WORDS = { connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting' };
/** A socket that only changes its token is back before anyone needs to know. */
const PATIENCE_MS = 1_500;

/** Says whether what is on the page moves by itself; on a page where nothing does, only that the line is lost. */
export function LiveBadge({ onlyWhenLost = false }: { readonly onlyWhenLost?: boolean }) {
  const status = useLiveStatus();
  const [settled] = useDebouncedValue(status, PATIENCE_MS);
  const shown = settled === 'live' ? 'live' : status;
  if (onlyWhenLost && shown !== 'reconnecting') return null;
  return (
    <span className={classes.badge} data-status={shown} role="status">
      <span className={classes.dot} aria-hidden="true" />
      {WORDS[shown]}
    </span>
  );
}
