import { Button, FileInput, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import { counted } from '../../../ui/format/spans.ts';
import { notifyDone } from '../../../ui/notify.ts';
import { useCalendarImport } from './use-calendar-import.ts';

interface CalendarTextProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

function CalendarText({ text, onChange }: CalendarTextProps) {
  return (
    <Stack gap="xs">
      <Text size="sm">Take over a calendar from elsewhere: nothing can be booked at its times.</Text>
      <FileInput
        label="Calendar file"
        placeholder="Choose a file that ends in .ics"
        accept=".ics,text/calendar"
        onChange={(file) => void file?.text().then(onChange)}
      />
      <Textarea
        label="Or its text"
        withAsterisk={false}
        minRows={5}
        maxRows={8}
        autosize
        required
        value={text}
        placeholder="BEGIN:VCALENDAR"
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </Stack>
  );
}

/** Takes over from another calendar when somebody or something is busy. */
export function ImportButton({ resourceId, name }: { readonly resourceId: string; readonly name: string }) {
  const [opened, { open, close }] = useDisclosure();
  const [text, setText] = useState('');
  const { isBusy, fault, send } = useCalendarImport(resourceId);
  const take = async () => {
    const done = await send(text);
    if (!done) return;
    const { taken, failed, failures } = done;
    const left = failed === 0 ? '' : ` ${counted(failed, 'event')} left out: ${failures[0]?.message}`;
    notifyDone(`${name} is busy ${counted(taken, 'time')} now.${left}`);
    close();
  };
  return (
    <>
      <Button
        size="xs"
        variant="default"
        onClick={open}
        aria-haspopup="dialog"
        aria-label={`Import busy times of ${name}`}
      >
        Busy
      </Button>
      <FormDialog
        title={`When ${name} is busy elsewhere`}
        opened={opened}
        onClose={close}
        submitLabel="Import"
        isBusy={isBusy}
        fault={fault}
        onSubmit={() => void take()}
      >
        <CalendarText text={text} onChange={setText} />
      </FormDialog>
    </>
  );
}
