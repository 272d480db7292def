import type { FormFields } from '../../ui/form/form-fields.ts';

/** A language to be addressed in: its BCP 47 tag and what it is called. */
export interface Language {
  readonly value: string;
  readonly label: string;
}

/** Leaves the language as it is. */
const AS_THE_WORKSPACE: Language = { value: '', label: 'As this workspace' };

/** Messages are written in these. */
const WRITTEN: readonly Language[] = [
  { value: 'nb-NO', label: 'Norwegian' },
  { value: 'en-GB', label: 'English' },
];

const NAMES = new Intl.DisplayNames('en', { type: 'language' });

/**
 * The languages to choose from. The one that is chosen is always among them, and nobody can go back to that of
 * the workspace, since the API knows no way back.
 */
export function languagesFor(locale: string | null): readonly Language[] {
  if (locale === null) return [AS_THE_WORKSPACE, ...WRITTEN];
  const { language } = new Intl.Locale(locale);
  const isChosen = ({ value }: Language) => new Intl.Locale(value).language === language;
  const label = WRITTEN.find(isChosen)?.label ?? NAMES.of(language) ?? locale;
  return [{ value: locale, label }, ...WRITTEN.filter((written) => !isChosen(written))];
}

/** What a profile is to become. A number may be written with spaces; an empty one takes it away. */
export function profileInput(fields: FormFields) {
  return {
    phone: fields.text('phone').replace(/\s/g, '') || null,
    locale: fields.textOrNull('locale'),
    emailReminders: fields.isOn('emailReminders'),
    smsReminders: fields.isOn('smsReminders'),
    pushReminders: fields.isOn('pushReminders'),
  };
}
