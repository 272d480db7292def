import { Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { useTenant } from '../../session/tenant-context.tsx';
import { Monogram } from '../../ui/monogram.tsx';
import { useDocumentTitle } from '../../ui/site.ts';
import { Picture } from './picture.tsx';
import { SignInForm } from './sign-in-form.tsx';
import classes from './sign-in-page.module.css';

interface SignInPageProps {
  /** Whether the session ended by itself: then the page says why one is here again. */
  readonly hasExpired: boolean;
  /** Called once the page stands: the moment to fetch what comes after. */
  readonly onIdle: () => void;
}

/** The door of a tenant. */
export function SignInPage({ hasExpired, onIdle }: SignInPageProps) {
  const { name } = useTenant();
  useDocumentTitle('Sign in');
  useEffect(onIdle, [onIdle]);
  return (
    <div className={classes.page}>
      <main className={classes.form}>
        <Monogram name={name} size={44} />
        <Title order={1} fz="1.75rem" mt="lg">
          {name}
        </Title>
        <Text c="var(--text-quiet)" mt={6} mb="xl" role="status">
          {hasExpired
            ? 'Your session has ended. Sign in again to go on where you were.'
            : 'Sign in to continue.'}
        </Text>
        <SignInForm />
      </main>
      <Picture motto="Every seat, every booking, as it happens." />
    </div>
  );
}
