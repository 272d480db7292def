import {
  Avatar,
  Box,
  Group,
  Menu,
  SegmentedControl,
  Text,
  UnstyledButton,
  useMantineColorScheme,
} from '@mantine/core';
import { Braces, ChevronsUpDown, LogOut, UserRound } from 'lucide-react';
import { Link } from 'react-router';
import { titleOf } from '../session/roles.ts';
import { useMember, useSession } from '../session/session-context.tsx';

const SCHEMES = ['light', 'dark', 'auto'] as const;
const SCHEME_LABELS = { light: 'Light', dark: 'Dark', auto: 'System' };

function ColorSchemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Box px="sm" py={6}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Appearance"
        value={colorScheme}
        onChange={setColorScheme}
        data={SCHEMES.map((value) => ({ value, label: SCHEME_LABELS[value] }))}
      />
    </Box>
  );
}

/** Who is signed in, how the app looks, and the way out. */
export function MemberMenu() {
  const session = useSession();
  const member = useMember();
  return (
    <Menu width={236} position="top-start" shadow="md" radius="md">
      <Menu.Target>
        <UnstyledButton p={8} style={{ borderRadius: 8 }} aria-label={`Account of ${member.name}`}>
          <Group gap={10} wrap="nowrap">
            <Avatar name={member.name} color="evergreen" size={32} radius="xl" />
            <Box miw={0} flex={1}>
              <Text size="sm" fw={550} truncate title={member.name}>
                {member.name}
              </Text>
              <Text size="xs" c="var(--text-quiet)" truncate>
                {titleOf(member)}
              </Text>
            </Box>
            <ChevronsUpDown size={15} aria-hidden="true" color="var(--text-quiet)" />
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{member.email}</Menu.Label>
        <ColorSchemeChoice />
        <Menu.Divider />
        <Menu.Item component={Link} to="/profile" leftSection={<UserRound size={15} />}>
          My profile
        </Menu.Item>
        <Menu.Item component={Link} to="/graphiql" leftSection={<Braces size={15} />}>
          API explorer
        </Menu.Item>
        <Menu.Item leftSection={<LogOut size={15} />} onClick={() => void session.signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
