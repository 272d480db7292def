import { Button } from '@mantine/core';
import { AskButton } from '../../ui/form/ask-button.tsx';

interface ArchiveButtonProps {
  readonly name: string;
  readonly isArchived: boolean;
  /** What archiving it means. */
  readonly question: string;
  readonly isBusy: boolean;
  readonly onArchive: () => Promise<unknown>;
  readonly onRestore: () => Promise<unknown>;
}

/** Takes something out of lists, or back. */
export function ArchiveButton(props: ArchiveButtonProps) {
  const { name, isArchived, question, isBusy, onArchive, onRestore } = props;
  if (isArchived)
    return (
      <Button
        size="xs"
        variant="default"
        loading={isBusy}
        onClick={() => void onRestore()}
        aria-label={`Restore ${name}`}
      >
        Restore
      </Button>
    );
  return (
    <AskButton
      label="Archive"
      spoken={`Archive ${name}`}
      variant="subtle"
      question={question}
      confirmLabel="Archive"
      isBusy={isBusy}
      onConfirm={onArchive}
    />
  );
}
