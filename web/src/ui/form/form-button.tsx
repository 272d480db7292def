import { Button, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { FormDialog } from './form-dialog.tsx';
import type { FormFields } from './form-fields.ts';

interface FormButtonProps extends Pick<ButtonProps, 'variant'> {
  /** What the button says, and the form is called. */
  readonly label: string;
  /** What and of what, for those who hear the button without its row; the form is called so then. */
  readonly spoken?: string;
  readonly submitLabel: string;
  readonly isBusy: boolean;
  /** Why it was refused. */
  readonly fault: string | null;
  /** Whether it was done: then the form goes away. */
  readonly onSubmit: (fields: FormFields) => Promise<boolean>;
  readonly children: ReactNode;
}

/** A button that opens a form over the page. */
export function FormButton({
  label,
  spoken,
  submitLabel,
  isBusy,
  fault,
  onSubmit,
  children,
  ...button
}: FormButtonProps) {
  const [opened, { open, close }] = useDisclosure();
  const submit = async (fields: FormFields) => {
    if (await onSubmit(fields)) close();
  };
  return (
    <>
      <Button
        size="xs"
        {...button}
        {...(spoken ? { 'aria-label': spoken } : { leftSection: <Plus size={15} /> })}
        onClick={open}
        aria-haspopup="dialog"
      >
        {label}
      </Button>
      <FormDialog
        title={spoken ?? label}
        opened={opened}
        onClose={close}
        submitLabel={submitLabel}
        isBusy={isBusy}
        fault={fault}
        onSubmit={(fields) => void submit(fields)}
      >
        {children}
      </FormDialog>
    </>
  );
}
