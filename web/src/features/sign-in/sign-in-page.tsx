import { Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { useTenant } from '../../session/tenant-context.tsx';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Picture } from './picture.tsx';
import { SignInForm } from './sign-in-form.tsx';
import classes from './sign-in-page.module.css';

/** The door of a tenant. `onIdle` is called once the page stands: the moment to fetch what comes after. */
export function SignInPage({ onIdle }: { readonly onIdle: () => void }) {
  const { name } = useTenant();
  useEffect(() => {
    document.title = `Sign in · ${name}`;
    onIdle();
  }, [name, onIdle]);
  return (
    <div className={classes.page}>
      <main className={classes.form}>
        <BrandMark size={40} />
        <Title order={1} fz="1.75rem" mt="lg">
          {name}
        </Title>
        <Text c="var(--text-quiet)" mt={6} mb="xl">
          Sign in to your workspace.
        </Text>
        <SignInForm />
      </main>
      <Picture motto="Every seat, every booking, as it happens." />
    </div>
  );
}
