import { Button } from '@mantine/core';
import type { TypedDocumentNode } from '@urql/core';
import { useChange } from '../../session/asking/use-change.ts';
import { AskButton } from '../../ui/form/ask-button.tsx';
import { notifyDone } from '../../ui/notify.ts';

/** What is archived or restored, as both mutations take it. */
type Archiving<Target> = TypedDocumentNode<
  object,
  { readonly input: Target & { readonly idempotencyKey: string } }
>;

interface ArchiveButtonProps<Target> {
  readonly name: string;
  readonly isArchived: boolean;
  /** What archiving it means. */
  readonly meaning: string;
  readonly archive: Archiving<Target>;
  readonly restore: Archiving<Target>;
  /** Which one. */
  readonly target: Target;
}

/** Takes something out of lists, or back. */
export function ArchiveButton<Target extends object>(props: ArchiveButtonProps<Target>) {
  const { name, isArchived, meaning, target } = props;
  const archiving = useChange(props.archive, 'Not archived');
  const restoring = useChange(props.restore, 'Not restored');
  const input = (idempotencyKey: string) => ({ input: { ...target, idempotencyKey } });
  const archive = async () => {
    if (await archiving.change(input)) notifyDone(`${name} is archived.`);
  };
  const restore = async () => {
    if (await restoring.change(input)) notifyDone(`${name} is back.`);
  };
  if (isArchived)
    return (
      <Button
        size="xs"
        variant="default"
        loading={restoring.isBusy}
        onClick={() => void restore()}
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
      question={`${meaning} You can restore it.`}
      confirmLabel="Archive"
      isDangerous={false}
      isBusy={archiving.isBusy}
      onConfirm={archive}
    />
  );
}
