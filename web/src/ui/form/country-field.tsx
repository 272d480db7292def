import { COUNTRIES } from '@freehold/kernel/values/country';
import { NativeSelect } from '@mantine/core';

const NAMES = new Intl.DisplayNames('en', { type: 'region' });

const CHOICES = COUNTRIES.map((value) => ({ value, label: NAMES.of(value) ?? value })).toSorted(
  (left, right) => left.label.localeCompare(right.label),
);

/** The country in which somebody with these habits most likely is, ISO 3166-1; US for want of a better guess. */
export function countryOf(locale: string): string {
  const region = new Intl.Locale(locale).maximize().region;
  return region && COUNTRIES.includes(region) ? region : 'US';
}

interface CountryFieldProps {
  /** ISO 3166-1 alpha-2. */
  readonly value: string;
  readonly onChange: (code: string) => void;
}

/** A country by its name. */
export function CountryField({ value, onChange }: CountryFieldProps) {
  return (
    <NativeSelect
      label="Country"
      autoComplete="country"
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={CHOICES}
    />
  );
}
