import { Stack, Text } from '@mantine/core';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { useFormats, useTenant } from '../../../session/tenant-context.tsx';
import { policyFragment } from './policy-fragment.ts';
import { policyWords } from './policy-words.ts';
import classes from './rules-list.module.css';

interface RulesListProps {
  readonly policy: FragmentType<typeof policyFragment>;
  /** Whether they are those of a time that is booked alone, for which nobody waits in line. */
  readonly isByTime?: boolean;
}

/** The rules of booking in plain words. */
export function RulesList({ isByTime = false, ...props }: RulesListProps) {
  const rules = readFragment(policyFragment, props.policy);
  const { currency } = useTenant();
  const formats = useFormats();
  const topics = policyWords(rules, (amountMinor) => formats.money({ amountMinor, currency })).filter(
    ({ topic }) => !(isByTime && topic === 'Waitlist'),
  );
  return (
    <dl className={classes.rules}>
      {topics.map(({ topic, sentences }) => (
        <div key={topic} className={classes.topic}>
          <Text component="dt" size="sm" fw={550}>
            {topic}
          </Text>
          <Stack component="dd" gap={2} m={0}>
            {sentences.map((sentence) => (
              <Text key={sentence} size="sm" c="var(--text-quiet)">
                {sentence}
              </Text>
            ))}
          </Stack>
        </div>
      ))}
    </dl>
  );
}
