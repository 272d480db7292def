import { Button, Modal, Tabs } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { graphql } from '../../../graphql/generated/gql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { isAdministrator } from '../../../session/roles.ts';
import { useMember } from '../../../session/session-context.tsx';
import { notifyDone } from '../../../ui/notify.ts';
import { ExceptionsEditor } from './exceptions-editor.tsx';
import type { Hours, Place } from './hours-words.ts';
import { WeekEditor } from './week-editor.tsx';

const setMutation = graphql(`
  mutation SetWeeklyHours($input: SetWeeklyHoursInput!) {
    setWeeklyHours(input: $input) {
      weeklyHours {
        weekday
        opensAt
        closesAt
      }
    }
  }
`);

interface HoursDialogProps {
  readonly place: Place;
  readonly name: string;
  readonly hours: readonly Hours[];
}

/** When a place is open: each week, which administrators say, and on single days. */
export function HoursButton({ place, name, hours }: HoursDialogProps) {
  const [opened, { open, close }] = useDisclosure();
  const maySetWeek = isAdministrator(useMember());
  const { isBusy, change } = useChange(setMutation, 'Not saved');
  const save = async (week: Hours[]) => {
    const done = await change((idempotencyKey) => ({ input: { ...place, hours: week, idempotencyKey } }));
    if (!done) return;
    notifyDone(`The hours of ${name} are saved.`);
    close();
  };
  return (
    <>
      <Button
        size="xs"
        variant="default"
        onClick={open}
        aria-haspopup="dialog"
        aria-label={`Opening hours of ${name}`}
      >
        Hours
      </Button>
      <Modal opened={opened} onClose={close} title={`When ${name} is open`} size="lg" radius="lg" centered>
        <Tabs defaultValue={maySetWeek ? 'week' : 'days'} keepMounted={false}>
          <Tabs.List mb="md">
            {maySetWeek ? <Tabs.Tab value="week">Each week</Tabs.Tab> : null}
            <Tabs.Tab value="days">Single days</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="week">
            <WeekEditor hours={hours} isBusy={isBusy} onSave={(week) => void save(week)} />
          </Tabs.Panel>
          <Tabs.Panel value="days">
            <ExceptionsEditor place={place} />
          </Tabs.Panel>
        </Tabs>
      </Modal>
    </>
  );
}
