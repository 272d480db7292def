import { AppShell, Box, Burger, Group, Text } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { LockKeyhole } from 'lucide-react';
import { NavLink, Outlet } from 'react-router';
import { useTenant } from '../session/tenant-context.tsx';
import { Monogram } from '../ui/monogram.tsx';
import { useLockedFeatures } from './locked-features.ts';
import { MemberMenu } from './member-menu.tsx';
import type { WorkspacePage } from './pages.ts';
import classes from './shell.module.css';

function Brand() {
  const { name } = useTenant();
  return (
    <Group gap={10} wrap="nowrap" miw={0}>
      <Monogram name={name} size={26} />
      <Text fw={600} size="sm" lh={1.3} lineClamp={2} title={name} style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Text>
    </Group>
  );
}

interface PageLinkProps {
  readonly page: WorkspacePage;
  readonly isLocked: boolean;
  readonly onOpen: () => void;
}

function PageLink({ page: { path, label, icon: Icon }, isLocked, onOpen }: PageLinkProps) {
  return (
    <NavLink to={path} className={classes.link ?? ''} onClick={onOpen}>
      <Icon size={17} strokeWidth={1.9} aria-hidden="true" />
      {label}
      {isLocked ? (
        <LockKeyhole className={classes.lock ?? ''} size={14} aria-label="Not in your plan" role="img" />
      ) : null}
    </NavLink>
  );
}

function Navigation({
  pages,
  onOpen,
}: {
  readonly pages: readonly WorkspacePage[];
  readonly onOpen: () => void;
}) {
  const lockedFeatures = useLockedFeatures();
  const linksTo = (group: WorkspacePage['group']) =>
    pages
      .filter((page) => page.group === group)
      .map((page) => (
        <PageLink
          key={page.path}
          page={page}
          isLocked={page.feature !== undefined && lockedFeatures.has(page.feature)}
          onOpen={onOpen}
        />
      ));
  const setUp = linksTo('Set-up');
  return (
    <Box component="nav" aria-label="Workspace" className={classes.nav ?? ''}>
      {linksTo(undefined)}
      {setUp.length === 0 ? null : <Text className={classes.group ?? ''}>Set-up</Text>}
      {setUp}
    </Box>
  );
}

/** The frame of the workspace: a side bar on a desk, a menu behind a burger on a phone. */
export function Shell({ pages }: { readonly pages: readonly WorkspacePage[] }) {
  const [opened, { toggle, close }] = useDisclosure();
  useHotkeys([['Escape', close]]);
  return (
    <AppShell
      padding={{ base: 'md', sm: 'xl' }}
      header={{ height: { base: 56, sm: 0 } }}
      navbar={{ width: 236, breakpoint: 'sm', collapsed: { mobile: !opened } }}
    >
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <AppShell.Header className={classes.header ?? ''} hiddenFrom="sm">
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Brand />
          <Burger opened={opened} onClick={toggle} size="sm" aria-label="Menu" aria-expanded={opened} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar ?? ''} p="md" data-menu={opened ? 'open' : 'closed'}>
        <Box px={10} pt={6} pb="xl" visibleFrom="sm">
          <Brand />
        </Box>
        <Navigation pages={pages} onOpen={close} />
        <MemberMenu />
      </AppShell.Navbar>
      <AppShell.Main className={classes.main ?? ''} id="main">
        <div className={classes.content}>
          <Outlet />
        </div>
      </AppShell.Main>
    </AppShell>
  );
}
