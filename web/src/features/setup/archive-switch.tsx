import { Badge, Switch } from '@mantine/core';

interface ArchiveSwitchProps {
  readonly isShown: boolean;
  readonly onChange: (isShown: boolean) => void;
}

/** Whether lists show what is archived, too. */
export function ArchiveSwitch({ isShown, onChange }: ArchiveSwitchProps) {
  return (
    <Switch
      size="xs"
      label="Archived, too"
      checked={isShown}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}

/** Says of a row that it is archived. */
export function ArchivedBadge() {
  return (
    <Badge variant="light" color="gray" tt="none" fw={600}>
      Archived
    </Badge>
  );
}
