import { Button, Text } from '@mantine/core';
import classes from './gate.module.css';
import type { Verdict } from './scan-words.ts';

interface VerdictPanelProps {
  /** Null before the first scan. */
  readonly verdict: Verdict | null;
  /** Whose ticket of which kind. */
  readonly who: string | null;
  readonly isBusy: boolean;
  /** Called when the staff looked at the card that it asks for. */
  readonly onConfirm: () => void;
}

/** Yes or no, to be seen from two metres and heard at once. */
export function VerdictPanel({ verdict, who, isBusy, onConfirm }: VerdictPanelProps) {
  return (
    <div
      className={classes.verdict}
      data-tone={verdict?.tone ?? 'idle'}
      data-testid="verdict"
      role="status"
      aria-live="assertive"
    >
      <span className={classes.word}>{verdict?.word ?? 'Ready'}</span>
      {who ? <span className={classes.who}>{who}</span> : null}
      <Text size="sm">{verdict?.sentence ?? 'Hold a ticket before the scanner.'}</Text>
      {verdict?.tone === 'ask' ? (
        <Button mt="sm" loading={isBusy} onClick={onConfirm}>
          The card is right
        </Button>
      ) : null}
    </div>
  );
}
