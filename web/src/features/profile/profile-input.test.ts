import { describe, expect, it } from 'vitest';
import { FormFields } from '../../ui/form/form-fields.ts';
import { languagesFor, profileInput } from './profile-input.ts';

function filled(entries: Readonly<Record<string, string>>): FormFields {
  const form = new FormData();
  for (const [name, value] of Object.entries(entries)) form.set(name, value);
  return new FormFields(form);
}

describe('what a profile is to become', () => {
  it('takes the spaces out of a number and ticks what is ticked', () => {
    const fields = filled({ phone: ' +47 912 34 567 ', locale: 'nb-NO', smsReminders: 'on' });
    expect(profileInput(fields)).toEqual({
      phone: '+4791234567',
      locale: 'nb-NO',
      emailReminders: false,
      smsReminders: true,
      pushReminders: false,
    });
  });

  it('takes the number away when the field is empty, and leaves the language', () => {
    const { phone, locale } = profileInput(filled({ phone: '  ', locale: '' }));
    expect({ phone, locale }).toEqual({ phone: null, locale: null });
  });
});

describe('the languages to choose from', () => {
  it.each([
    [null, [': As this workspace', 'nb-NO: Norwegian', 'en-GB: English']],
    ['nb', ['nb: Norwegian', 'en-GB: English']],
    ['en-IE', ['en-IE: English', 'nb-NO: Norwegian']],
    ['sv-SE', ['sv-SE: Swedish', 'nb-NO: Norwegian', 'en-GB: English']],
  ])('are, for one who has %s, %j', (locale, expected) => {
    expect(languagesFor(locale).map(({ value, label }) => `${value}: ${label}`)).toEqual(expected);
  });
});
