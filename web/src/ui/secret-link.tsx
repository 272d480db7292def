import { ActionIcon, CopyButton, TextInput } from '@mantine/core';
import { Check, Copy } from 'lucide-react';

interface SecretLinkProps {
  readonly label: string;
  /** What it is good for, and that it is shown this once. */
  readonly description: string;
  readonly address: string;
}

/** A link that is shown once, to be copied. */
export function SecretLink({ label, description, address }: SecretLinkProps) {
  return (
    <TextInput
      label={label}
      description={description}
      value={address}
      readOnly
      rightSection={
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <ActionIcon variant="subtle" onClick={copy} aria-label={copied ? 'Copied' : 'Copy the link'}>
              {copied ? <Check size={16} /> : <Copy size={16} />}
            </ActionIcon>
          )}
        </CopyButton>
      }
    />
  );
}
