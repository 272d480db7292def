import { Radio, Stack } from '@mantine/core';
import type { SeriesScope } from '../../../graphql/generated/graphql.ts';
import type { FormFields } from '../../../ui/form/form-fields.ts';

const SCOPES: readonly { readonly value: SeriesScope; readonly label: string }[] = [
  { value: 'THIS', label: 'This one' },
  { value: 'THIS_AND_FOLLOWING', label: 'This one and those after it' },
  { value: 'ALL', label: 'All that have not begun' },
];

/** Which of a series somebody chose. */
export function scopeOf(fields: FormFields): SeriesScope {
  return SCOPES.find(({ value }) => value === fields.text('scope'))?.value ?? 'THIS';
}

/** The choice of which of a series is meant, as a field of a form. */
export function ScopeChoice() {
  return (
    <Radio.Group name="scope" defaultValue="THIS" aria-label="Which of the series">
      <Stack gap={8}>
        {SCOPES.map(({ value, label }) => (
          <Radio key={value} value={value} label={label} size="xs" />
        ))}
      </Stack>
    </Radio.Group>
  );
}
