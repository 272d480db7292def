import { Button, type ButtonProps, Popover, type PopoverProps, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode, SubmitEvent } from 'react';
import { FormFields } from './form-fields.ts';

interface AskButtonProps extends Pick<ButtonProps, 'size' | 'w' | 'variant'> {
  /** What the button says. */
  readonly label: string;
  /** What and of what, for those who hear the button without its row. */
  readonly spoken?: string;
  readonly question: ReactNode;
  readonly confirmLabel: string;
  readonly isBusy: boolean;
  readonly isDangerous?: boolean;
  /** Where the question stands; under the end of the button unless given. */
  readonly position?: NonNullable<PopoverProps['position']>;
  /** Called once it was confirmed; the question goes away when it is done. */
  readonly onConfirm: (fields: FormFields) => Promise<unknown>;
  /** Called when the question is shown. */
  readonly onAsk?: () => void;
  /** Fields beside the question. */
  readonly children?: ReactNode;
}

/** A button that asks once before it does what it says. */
export function AskButton({
  label,
  spoken,
  question,
  confirmLabel,
  isBusy,
  isDangerous = true,
  position = 'bottom-end',
  onConfirm,
  onAsk,
  children,
  ...button
}: AskButtonProps) {
  const [opened, { close, toggle }] = useDisclosure(false, { ...(onAsk ? { onOpen: onAsk } : {}) });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void onConfirm(new FormFields(new FormData(event.currentTarget))).then(close);
  };
  return (
    <Popover
      opened={opened}
      onDismiss={close}
      position={position}
      shadow="md"
      radius="md"
      trapFocus
      returnFocus
      withRoles
    >
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          {...button}
          onClick={toggle}
          {...(spoken ? { 'aria-label': spoken } : {})}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={confirmLabel}>
        <form onSubmit={submit}>
          <Stack gap="sm" w={250} maw="72vw">
            <Text size="sm" component="div">
              {question}
            </Text>
            {children}
            <Button size="xs" type="submit" loading={isBusy} {...(isDangerous ? { color: 'red.9' } : {})}>
              {confirmLabel}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
