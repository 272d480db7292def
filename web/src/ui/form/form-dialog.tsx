import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode, SubmitEvent } from 'react';
import { FormFields } from './form-fields.ts';

interface FormDialogProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** What the button that sends it says. */
  readonly submitLabel: string;
  readonly isBusy: boolean;
  /** Why it was refused. */
  readonly fault: string | null;
  readonly onSubmit: (fields: FormFields) => void;
  readonly children: ReactNode;
  readonly isDangerous?: boolean;
  readonly size?: 'md' | 'lg';
}

/** A form over the page: what was filled in stays when it is refused, and the refusal stands above it. */
export function FormDialog({
  title,
  opened,
  onClose,
  submitLabel,
  isBusy,
  fault,
  onSubmit,
  children,
  isDangerous = false,
  size = 'md',
}: FormDialogProps) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(new FormFields(new FormData(event.currentTarget)));
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size} radius="lg" centered>
      <form onSubmit={submit}>
        <Stack gap="md">
          {fault ? (
            <Alert color="red" variant="light" role="alert">
              {fault}
            </Alert>
          ) : null}
          {children}
          <Group justify="flex-end" gap="xs" mt={4}>
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            <Button type="submit" loading={isBusy} {...(isDangerous ? { color: 'red.9' } : {})}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
